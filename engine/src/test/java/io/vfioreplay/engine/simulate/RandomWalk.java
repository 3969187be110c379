package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.simulate.Host.World;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.model.Access;
import java.util.ArrayList;
import java.util.List;

/**
 * A VMM and a guest without a plan, on one host: known devices are asked for any state at any time, read and written anywhere in
 * any width, saved in pieces of any size and loaded with what was saved, with less, or with something else. A migration has an
 * order and simulations keep it; what devices, protocols and rules say outside of that order shows only here.
 *
 * <p>What the devices answer is what their models say, but where mischief has it. The same scenario gives the same events.
 */
final class RandomWalk {

    private static final long TIME_PURPOSE = 20;
    private static final long MEMORY_PURPOSE = 21;
    private static final long WALK_PURPOSE = 22;
    private static final int STATES = 16;
    private static final int STATES_V2 = 8;
    private static final int LOW_OFFSETS = 64;
    private static final int BEYOND = 8;
    private static final int PIECE_BYTES_MAX = 600;
    private static final long WINDOW = 0x1000;
    private static final List<Integer> WIDTHS = List.of(1, 1, 2, 3, 4, 4, 8, 8);
    private static final List<Integer> REGISTERS = List.of(4, 8, 16, 24, 8, 16, 24, 12);

    private final Scenario scenario;
    private final Host host;
    private final Saver saver;
    private final Loader loader;
    private final DirtyTracking tracking;
    private final Randomness random;
    private final Whims whims;

    /** What was last saved of each device, by its index. */
    private final List<List<Payload>> saved = new ArrayList<>();

    private RandomWalk(Scenario scenario, Mischief mischief) {
        this.scenario = scenario;
        this.random = Randomness.of(scenario.seed(), WALK_PURPOSE);
        this.host = new Host(
                Side.SOURCE,
                scenario,
                new World(
                        new Clock(Randomness.of(scenario.seed(), TIME_PURPOSE)),
                        new GuestMemory(Randomness.of(scenario.seed(), MEMORY_PURPOSE)),
                        mischief,
                        -1));
        this.tracking = new DirtyTracking(host);
        this.saver = Saver.of(host, tracking);
        this.loader = Loader.of(host);
        this.whims = new Whims(host, random);
    }

    /** A walk of so many steps, and a few more for what was begun; {@code whims} is how many of a hundred are those of a VMM gone mad. */
    static Tape of(Scenario scenario, Mischief mischief, int steps, int whims) {
        RandomWalk walk = begun(scenario, mischief);
        walk.readRegisters();
        for (int i = 0; i < steps; i++) {
            if (walk.random.percent(whims)) {
                walk.whims.follow();
            } else {
                walk.step();
            }
        }
        walk.readRegisters();
        walk.host.close();
        return walk.host.tape;
    }

    /** One step to have a stream, and then a walk through the table of states. */
    static Tape throughTable(Scenario scenario) {
        RandomWalk walk = begun(scenario, new Mischief());
        walk.saver.start();
        walk.saver.stop();
        walk.saver.drain();
        List<Payload> stream = List.copyOf(walk.saver.stream(walk.host.rigs.get(0)));
        walk.saver.leave();
        walk.saver.goBack();
        TableWalk.walk(walk.host, stream);
        walk.host.close();
        return walk.host.tape;
    }

    private static RandomWalk begun(Scenario scenario, Mischief mischief) {
        RandomWalk walk = new RandomWalk(scenario, mischief);
        walk.host.open();
        walk.host.startVcpus();
        scenario.devices().forEach(device -> walk.saved.add(List.of()));
        return walk;
    }

    /** Reads every register at the start of each region, bytes where there is room for no more. */
    private void readRegisters() {
        for (Rig rig : host.rigs) {
            rig.plan.kind().regionSizes().forEach((region, size) -> {
                int width = size > LOW_OFFSETS ? Integer.BYTES : 1;
                for (int offset = 0; offset < Math.min(size, LOW_OFFSETS); offset += width) {
                    rig.read(region, offset, width, EventSink.CPU);
                }
            });
        }
    }

    private void step() {
        Rig rig = random.oneOf(host.rigs);
        switch (random.below(18)) {
            case 0, 1, 2 -> rig.driver.step();
            case 3, 4, 5, 6, 7 -> touch(rig);
            case 8, 9 -> rig.set(random.below(scenario.isV2() ? STATES_V2 : STATES));
            case 10 -> transfer(rig);
            case 11 -> register(rig);
            case 12 -> save();
            case 13 -> load();
            case 14 -> rig.state();
            case 15 -> settleOrReset(rig);
            case 16 -> track();
            default -> host.runGuest();
        }
    }

    /** An access anywhere, also beyond the end and to regions that are not there; now and then by a peer. */
    private void touch(Rig rig) {
        List<Integer> regions = new ArrayList<>(rig.plan.kind().regionSizes().keySet());
        boolean isNone = random.percent(5);
        int region = isNone ? 5 : random.oneOf(regions);
        long size = rig.plan.kind().regionSizes().getOrDefault(region, (long) LOW_OFFSETS);
        int width = random.oneOf(WIDTHS);
        long offset = random.percent(50)
                ? random.below((int) Math.min(size, LOW_OFFSETS))
                : random.below((int) size + BEYOND) / width * width;
        int origin = random.percent(10) ? random.below(host.rigs.size()) : EventSink.CPU;
        if (random.percent(50)) {
            rig.read(region, offset, width, origin);
        } else if (region != Access.CONFIG) {
            byte[] value = random.percent(50) ? random.bytes(width) : new byte[] {(byte) random.below(BEYOND)};
            rig.write(region, offset, Payload.of(value), origin);
        }
    }

    /** Migration data in either direction, whether or not there is a session. */
    private void transfer(Rig rig) {
        int length = random.below(PIECE_BYTES_MAX);
        if (scenario.isV2()) {
            switch (random.below(4)) {
                case 0, 1 -> rig.readData(length);
                case 2 -> rig.writeData(piece(rig, length), length);
                default -> rig.readPrecopyInfo();
            }
            return;
        }
        switch (random.below(3)) {
            case 0 -> rig.readWindow(WINDOW + random.below(BEYOND), length);
            case 1 -> rig.writeWindow(WINDOW, piece(rig, length));
            default -> rig.writeRegister(random.oneOf(REGISTERS), Long.BYTES, length);
        }
    }

    private Payload piece(Rig rig, int length) {
        byte[] stream = Pieces.joined(saved.get(rig.index)).toByteArray();
        return length < stream.length ? Payload.of(stream, 0, length) : Payload.of(random.bytes(length));
    }

    private void register(Rig rig) {
        if (scenario.isV2()) {
            if (random.percent(30)) {
                rig.closeFd();
            }
            return;
        }
        int width = random.percent(80) ? Long.BYTES : Integer.BYTES;
        rig.readRegister(random.oneOf(REGISTERS), width);
    }

    /** A save, or a part of one. */
    private void save() {
        saver.start();
        for (int i = random.below(3); i > 0; i--) {
            host.runGuest();
            saver.read();
        }
        boolean isStopped =
                random.percent(80) && saver.stop() && host.rigs.stream().allMatch(this::isStoppedAndSaved);
        if (isStopped && random.percent(80) && saver.drain()) {
            for (Rig rig : host.rigs) {
                saved.set(rig.index, List.copyOf(saver.stream(rig)));
            }
            saver.leave();
        }
        if (random.percent(50)) {
            saver.goBack();
            host.startVcpus();
        }
    }

    private boolean isStoppedAndSaved(Rig rig) {
        int number = rig.front.state().number();
        return number == (scenario.isV2() ? StateV2.STOP_COPY.number() : StateV1.SAVING);
    }

    /** What was saved last comes back, or something like it. */
    private void load() {
        if (random.percent(70)) {
            host.rigs.forEach(Rig::reset);
        }
        boolean isLoaded = loader.start();
        for (Rig rig : host.rigs) {
            isLoaded = isLoaded && loader.load(rig, bent(saved.get(rig.index)));
        }
        if (!isLoaded || random.percent(10) || !loader.run()) {
            loader.giveUp();
        } else {
            host.startVcpus();
        }
    }

    private List<Payload> bent(List<Payload> pieces) {
        if (pieces.isEmpty() || random.percent(60)) {
            return pieces;
        }
        List<Payload> bent = new ArrayList<>(pieces);
        int at = random.below(bent.size());
        switch (random.below(4)) {
            case 0 -> bent.remove(at);
            case 1 -> bent.add(at, bent.get(at));
            case 2 -> bent.add(Payload.of(random.bytes(1 + random.below(BEYOND))));
            default -> {
                byte[] bytes = bent.get(at).toByteArray();
                bytes[random.below(Math.min(bytes.length, LOW_OFFSETS))] ^= (byte) (1 << random.below(Byte.SIZE));
                bent.set(at, Payload.of(bytes));
            }
        }
        return bent;
    }

    private void settleOrReset(Rig rig) {
        if (random.percent(70)) {
            host.settle();
        } else {
            rig.reset();
        }
    }

    private void track() {
        switch (random.below(4)) {
            case 0 -> tracking.start();
            case 1 -> tracking.stop();
            case 2 -> tracking.readLast();
            default -> tracking.read();
        }
    }
}
