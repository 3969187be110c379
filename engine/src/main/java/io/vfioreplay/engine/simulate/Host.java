package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.List;

/** One side: its devices, its guest while that is here, and the recording of it. */
final class Host {

    private static final int REGISTERS = 0;
    private static final int WORD = 4;

    final Side side;
    final Scenario scenario;
    final GuestMemory memory;
    final Mischief mischief;
    final EventSink events;
    final Tape tape = new Tape();
    final Randomness random;
    final List<Rig> rigs = new ArrayList<>();

    /** Pages of the guest's memory that devices wrote since the container last told. */
    long dirtyPages;

    private final Clock clock;
    private final int victim;
    private boolean isOver;
    private int toBeLost;
    private int lost;

    Host(Side side, Scenario scenario, World world) {
        this.side = side;
        this.scenario = scenario;
        this.memory = world.memory();
        this.mischief = world.mischief();
        this.clock = world.clock();
        this.victim = world.victim();
        this.random = Randomness.of(scenario.seed(), 2 + side.ordinal());
        this.events = new Flattener(scenario.vantage().into((envelope, kind, values, payload) -> {
            if (toBeLost > 0) {
                lose();
            } else if (!isOver) {
                tape.accept(envelope, kind, values, payload);
            }
        }));
        for (int i = 0; i < scenario.devices().size(); i++) {
            rigs.add(new Rig(this, i, scenario.devices().get(i)));
        }
    }

    /**
     * What both hosts share.
     *
     * @param clock the time
     * @param memory of the guest, which moves along
     * @param mischief what devices and the way between them do wrong
     * @param victim index of the device to which the fault happens, -1 without one
     */
    record World(Clock clock, GuestMemory memory, Mischief mischief, int victim) {}

    /** Whether this fault happens, and to this device. */
    boolean has(Fault fault, Rig rig) {
        return scenario.has(fault) && rig.index == victim;
    }

    /** What is to leave stopped devices alone, and does not where that is the fault. */
    void touchStopped() {
        for (Rig rig : rigs) {
            if (has(Fault.TOUCHED_WHILE_STOPPED, rig)) {
                rig.read(REGISTERS, 0, WORD, EventSink.CPU);
            }
            if (has(Fault.PEER_TOUCHED_WHILE_STOPPED, rig)) {
                rig.write(REGISTERS, 0, Payload.ofLittleEndian(1, WORD), (rig.index + 1) % rigs.size());
            }
        }
    }

    boolean isSource() {
        return side == Side.SOURCE;
    }

    /** The envelope of an event that happens now. */
    Stamp stamp(int device, int result) {
        long nanos = clock.tick();
        return new Stamp(Envelope.NO_POSITION, clock.now(), nanos / 2, device, 0, Envelope.NO_RECORD, result);
    }

    void pass(long nanos) {
        clock.pass(nanos);
    }

    /**
     * The VMM gives a load up: a reset, before which one that does not know better asks for RUNNING.
     *
     * @param running the number of that state
     * @return whether the last device that was asked runs
     */
    boolean giveUpLoading(int running) {
        boolean runs = false;
        for (Rig rig : rigs) {
            if (has(Fault.ABORTED_WITHOUT_RESET, rig)) {
                runs = rig.set(running) == Envelope.OK;
            }
            if (!rig.isDead) {
                rig.state();
                rig.reset();
                rig.closeFd();
            }
        }
        return runs;
    }

    void open() {
        rigs.forEach(Rig::open);
    }

    void close() {
        rigs.forEach(Rig::close);
    }

    void startVcpus() {
        events.vcpusStarted(stamp(Envelope.HOST, Envelope.OK), Payload.ofUtf8("running"));
    }

    void stopVcpus() {
        events.vcpusStopped(stamp(Envelope.HOST, Envelope.OK), Payload.ofUtf8("finish-migrate"));
    }

    /** The guest works for a while. */
    void runGuest() {
        for (int i = 0; i < scenario.guest().steps(); i++) {
            random.oneOf(rigs).driver.step();
        }
        settle();
    }

    /** Devices finish what they have begun, as far as they can. */
    void settle() {
        rigs.forEach(Rig::completeDma);
    }

    /** The next events are lost, and the recorder says so. */
    void loseEvents(int count) {
        toBeLost = count;
        lost = count;
    }

    private void lose() {
        toBeLost--;
        if (toBeLost == 0) {
            new Flattener(tape).eventsLost(stamp(Envelope.HOST, Envelope.OK), lost, GapCause.OVERLOAD, Payload.empty());
        }
    }

    /** Nothing is recorded any more. */
    void stopRecording() {
        isOver = true;
    }
}
