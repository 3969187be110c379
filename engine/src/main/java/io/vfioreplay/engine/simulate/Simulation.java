package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.simulate.Host.World;
import io.vfioreplay.engine.simulate.Scenario.Ending;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Payload;

/** Carries a scenario out. Pure: the same scenario gives the same recordings. One thread. */
public final class Simulation {

    private static final long TIME_PURPOSE = 10;
    private static final long MEMORY_PURPOSE = 11;
    private static final long MISCHIEF_PURPOSE = 12;
    private static final int LOST_EVENTS = 2;
    private static final int READ_WRITE = 3;
    private static final int LEFT_OVER_BYTES = 64;
    private static final int PROBE_BYTES = 4096;
    private static final long PAUSE_NANOS = 1_000_000;

    private final Scenario scenario;
    private final Host source;
    private final Host destination;
    private final DirtyTracking tracking;
    private final Saver saver;
    private final Loader loader;
    private boolean ran;

    private Simulation(Scenario scenario) {
        this.scenario = scenario;
        Randomness random = Randomness.of(scenario.seed(), MISCHIEF_PURPOSE);
        int victim = scenario.fault()
                .map(fault -> FaultFit.victim(fault, scenario, random))
                .orElse(-1);
        World world = new World(
                new Clock(Randomness.of(scenario.seed(), TIME_PURPOSE)),
                new GuestMemory(Randomness.of(scenario.seed(), MEMORY_PURPOSE)),
                scenario.fault().map(fault -> mischief(fault, victim, random)).orElseGet(Mischief::new),
                victim);
        this.source = new Host(Side.SOURCE, scenario, world);
        this.destination = new Host(Side.DESTINATION, scenario, world);
        this.tracking = new DirtyTracking(source);
        this.saver = Saver.of(source, tracking);
        this.loader = Loader.of(destination);
    }

    private static Mischief mischief(Fault fault, int victim, Randomness random) {
        boolean isOnTheWay = fault.party() == Party.TRANSPORT && fault != Fault.MESSAGE_SHORT;
        return isOnTheWay ? new StreamMischief(fault, victim, random) : new DeviceMischief(fault, victim, random);
    }

    /** What becomes of a scenario. */
    public static SimulatedMigration run(Scenario scenario) {
        Simulation simulation = new Simulation(scenario);
        simulation.run();
        return new SimulatedMigration(
                scenario, simulation.source.tape, simulation.destination.tape, Expected.of(scenario, simulation.ran));
    }

    private void run() {
        source.open();
        source.startVcpus();
        source.runGuest();
        probe();
        destination.open();
        if (scenario.policy().ending() == Ending.RETRIED) {
            start();
            goBack();
            source.runGuest();
        }
        if (!save()) {
            source.pass(PAUSE_NANOS);
            lookAround();
            goBack();
        } else if (scenario.policy().ending() == Ending.MOVED
                || scenario.policy().ending() == Ending.RETRIED) {
            load();
        }
        source.close();
        destination.close();
    }

    /** Accesses that tell whether they reached the device, and what it holds. */
    private void probe() {
        for (Rig rig : source.rigs) {
            if (source.has(Fault.WRITE_LOST, rig) || source.has(Fault.READ_WRONG, rig)) {
                rig.isProbed = true;
                rig.driver.writeAndReadBack();
                rig.isProbed = false;
            }
            if (scenario.has(Fault.SAVE_ALTERED) || scenario.has(Fault.LOAD_ALTERED)) {
                rig.write(SampleDriver.MEMORY, 0, Payload.of(source.random.bytes(LEFT_OVER_BYTES)), EventSink.CPU);
                rig.read(SampleDriver.MEMORY, 0, PROBE_BYTES, EventSink.CPU);
            }
        }
    }

    private boolean start() {
        tracking.start();
        return saver.start() && loader.start();
    }

    /** Whether the stream is there; where the policy ends the migration, it is not. */
    private boolean save() {
        if (!start()) {
            return false;
        }
        for (int i = 0; i < scenario.policy().preCopyRounds(); i++) {
            source.runGuest();
            tracking.read();
            if (!saver.read()) {
                return false;
            }
        }
        if (scenario.policy().ending() == Ending.CANCELLED_EARLY) {
            return false;
        }
        writeUnseen();
        source.settle();
        return saver.stop() && !isGivenUp() && drain();
    }

    private boolean isGivenUp() {
        for (Rig rig : source.rigs) {
            boolean isReset = source.has(Fault.RESET_LEAVES_STATE, rig)
                    || source.has(Fault.RESET_REFUSED, rig)
                    || source.has(Fault.SESSION_SURVIVES_RESET, rig);
            if (isReset) {
                rig.reset();
                rig.state();
                if (source.has(Fault.SESSION_SURVIVES_RESET, rig)) {
                    rig.readData(LEFT_OVER_BYTES);
                }
                return true;
            }
        }
        return scenario.policy().ending() == Ending.CANCELLED_LATE;
    }

    private boolean drain() {
        if (scenario.has(Fault.EVENTS_LOST)) {
            source.loseEvents(LOST_EVENTS);
        }
        if (scenario.has(Fault.SOURCE_VMM_DIED)) {
            source.stopRecording();
            destination.stopRecording();
        }
        boolean isDrained = saver.drain();
        if (isDrained) {
            tracking.stop();
        }
        return isDrained && saver.leave();
    }

    /** A device writes what nobody looks for. */
    private void writeUnseen() {
        for (Rig rig : source.rigs) {
            boolean isUnmapped = source.has(Fault.UNMAPPED_WITHOUT_BITMAP, rig);
            boolean isUnseen = source.has(Fault.LAST_REPORT_MISSED, rig)
                    || source.has(Fault.DIRTY_PAGE_UNREPORTED, rig)
                    || isUnmapped;
            if (isUnseen) {
                rig.driver.letWrite();
            }
            if (isUnmapped) {
                source.events.dmaUnmapped(rig.ok(), GuestMemory.BASE, GuestMemory.BYTES, 0, Payload.empty());
                source.events.dmaMapped(
                        rig.ok(), GuestMemory.BASE, GuestMemory.BYTES, MappingKind.SHARED, READ_WRITE, 0);
            }
        }
    }

    private void load() {
        source.pass(PAUSE_NANOS);
        boolean isLoaded = true;
        for (Rig rig : destination.rigs) {
            Rig from = source.rigs.get(rig.index);
            isLoaded = isLoaded && loader.load(rig, destination.mischief.carried(from, saver.stream(from)));
        }
        boolean isUnseen = scenario.has(Fault.RECORDING_CUT) || scenario.has(Fault.DESTINATION_GIVEN_UP);
        if (isUnseen) {
            destination.stopRecording();
        }
        if (isLoaded && !scenario.has(Fault.DESTINATION_GIVEN_UP) && loader.run()) {
            ran = !isUnseen;
            destination.startVcpus();
            if (!scenario.has(Fault.REFUSED_AND_COMMITTED)) {
                destination.runGuest();
            }
            if (scenario.has(Fault.BOTH_RAN)) {
                saver.goBack();
            }
        } else {
            source.pass(PAUSE_NANOS);
            ran = loader.giveUp();
            source.pass(PAUSE_NANOS);
            runAgain();
        }
    }

    /** Something went wrong: the VMM looks where its devices are. */
    private void lookAround() {
        for (Rig rig : source.rigs) {
            if (scenario.fault().isPresent() && !rig.isDead) {
                rig.state();
            }
        }
    }

    /** The migration is given up, and the guest works at the source. */
    private void goBack() {
        loader.giveUp();
        source.pass(PAUSE_NANOS);
        tracking.stop();
        runAgain();
    }

    private void runAgain() {
        saver.goBack();
        source.startVcpus();
        boolean isWorking = source.rigs.stream().noneMatch(rig -> rig.isDead)
                && scenario.fault().isEmpty();
        if (isWorking) {
            source.runGuest();
        }
    }
}
