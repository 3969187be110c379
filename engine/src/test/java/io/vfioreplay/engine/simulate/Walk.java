package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.simulate.Scenario.Device;
import io.vfioreplay.engine.simulate.Scenario.Ending;
import io.vfioreplay.engine.simulate.Scenario.Guest;
import io.vfioreplay.engine.simulate.Scenario.Policy;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One walk that ships.
 *
 * @param name of its journal, for example {@code mtty-v2}
 * @param way how it goes
 * @param protocol of the devices
 * @param devices in the order of their indices
 * @param seed what is random follows from it
 */
record Walk(String name, Way way, Protocol protocol, List<Device> devices, long seed) {

    private static final long FEATURES_PURPOSE = 24;
    private static final int STEPS = 90;
    private static final int STEPS_OF_LARGE_STREAMS = 40;
    private static final int STEPS_WILD = 120;
    private static final int WHIMS_PERCENT = 30;
    private static final int CHUNK_BYTES = 512;
    private static final int TABLE_CHUNK_BYTES = 65_536;
    private static final Guest GUEST_ALONE = new Guest(4, true, false);
    private static final Guest GUEST_WITH_PEERS = new Guest(4, true, true);

    /** How a walk goes. */
    enum Way {
        /** Anything that a guest and a VMM can ask for. */
        RANDOM,
        /** The same, with devices and a VMM that also do what no model says. */
        WILD,
        /** Every state from every state. */
        TABLE
    }

    static Walk random(Protocol protocol, DeviceKind kind, long seed) {
        List<FeatureSet> choices = kind.featureChoices(protocol);
        FeatureSet features = Randomness.of(seed, FEATURES_PURPOSE).oneOf(choices);
        String name = kind.label() + "-" + protocol.label();
        return new Walk(name, Way.RANDOM, protocol, List.of(new Device(kind, features)), seed);
    }

    static Walk wild(Protocol protocol, long seed) {
        Device ndma = new Device(DeviceKind.NDMA, FeatureSet.STOP_COPY_P2P_PRE_COPY);
        Device mtty = new Device(DeviceKind.MTTY, FeatureSet.STOP_COPY_P2P_PRE_COPY);
        return new Walk("wild-" + protocol.label(), Way.WILD, protocol, List.of(ndma, ndma, mtty), seed);
    }

    static Walk table(Protocol protocol, FeatureSet features) {
        String name = "table-" + protocol.label() + (protocol == Protocol.V2 ? "-" + features.flags() : "");
        return new Walk(name, Way.TABLE, protocol, List.of(new Device(DeviceKind.NDMA, features)), 1);
    }

    Tape tape() {
        return switch (way) {
            case RANDOM -> RandomWalk.of(scenario(), new Mischief(), isLarge() ? STEPS_OF_LARGE_STREAMS : STEPS, 0);
            case WILD -> RandomWalk.of(scenario(), new WalkMischief(seed), STEPS_WILD, WHIMS_PERCENT);
            case TABLE -> RandomWalk.throughTable(scenario());
        };
    }

    private boolean isLarge() {
        return devices.get(0).kind() == DeviceKind.NDMA;
    }

    /** Writes it as a journal {@code NAME.vfj} into a directory. */
    void write(Path directory) {
        SimulatedMigration alone =
                new SimulatedMigration(scenario(), tape(), new Tape(), Expected.of(scenario(), false));
        SimulatedJournals.write(alone, Side.SOURCE, directory.resolve(name + ".vfj"));
    }

    private Scenario scenario() {
        boolean tracksItself = protocol == Protocol.V2 && seed % 2 == 0;
        TrackingScope tracking = tracksItself ? TrackingScope.DEVICE : TrackingScope.CONTAINER;
        int chunk = way == Way.TABLE ? TABLE_CHUNK_BYTES : CHUNK_BYTES;
        return new Scenario(
                seed,
                protocol,
                devices,
                Vantage.EVERYTHING,
                devices.size() > 1 ? GUEST_WITH_PEERS : GUEST_ALONE,
                new Policy(1, Optional.of(tracking), chunk, way != Way.TABLE, Ending.MOVED),
                Optional.empty());
    }
}
