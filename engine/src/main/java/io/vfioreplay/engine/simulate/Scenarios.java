package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.simulate.Scenario.Device;
import io.vfioreplay.engine.simulate.Scenario.Ending;
import io.vfioreplay.engine.simulate.Scenario.Guest;
import io.vfioreplay.engine.simulate.Scenario.Policy;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Draws scenarios. */
public final class Scenarios {

    private static final long PURPOSE = 1;
    private static final int TRIES_MAX = 1000;
    private static final long PROBES = 8;
    private static final int ROUNDS_MAX = 3;
    private static final int STEPS_MAX = 12;
    private static final int CHUNK_SHIFT_MIN = 9;
    private static final int CHUNK_SHIFT_MAX = 16;
    private static final int SAMPLE_CHUNK_BYTES = 4096;
    private static final int PERCENT_ALONE = 60;
    private static final int PERCENT_V2 = 50;
    private static final int PERCENT_EVERYTHING = 60;
    private static final int PERCENT_MOVED = 80;
    private static final List<Protocol> V1 = List.of(Protocol.V1_UAPI, Protocol.V1_RFC2, Protocol.V1_RFC3);

    private Scenarios() {}

    /**
     * The scenario of a seed.
     *
     * @throws IllegalArgumentException when nothing fits the wishes, such as a fault of v2 with protocol v1
     */
    public static Scenario of(long seed, Wishes wishes) {
        return find(seed, wishes)
                .orElseThrow(() -> new IllegalArgumentException("no migration of this kind can have the fault "
                        + wishes.fault().map(Fault::label).orElse("none")));
    }

    /** Whether migrations like the wishes can have their fault, and not so seldom that a seed may find none. */
    public static boolean canHave(Wishes wishes) {
        return LongStream.range(0, PROBES).allMatch(seed -> find(seed, wishes).isPresent());
    }

    private static Optional<Scenario> find(long seed, Wishes wishes) {
        Randomness random = Randomness.of(seed, PURPOSE);
        for (int i = 0; i < TRIES_MAX; i++) {
            Scenario drawn = draw(seed, wishes, random);
            if (wishes.fault().map(fault -> FaultFit.fits(fault, drawn)).orElse(true)) {
                return Optional.of(drawn);
            }
        }
        return Optional.empty();
    }

    private static Scenario draw(long seed, Wishes wishes, Randomness random) {
        Protocol protocol = wishes.protocol().orElseGet(() -> protocol(random));
        Vantage vantage = wishes.vantage().orElseGet(() -> vantage(random));
        int count = wishes.devices().orElseGet(() -> random.percent(PERCENT_ALONE) ? 1 : random.between(2, 4));
        List<Device> devices = devices(protocol, count, random);
        boolean isSample = devices.get(0).kind() == DeviceKind.SAMPLE;
        boolean allP2p = devices.stream().allMatch(Device::hasP2p);
        boolean peers = count > 1 && allP2p && vantage == Vantage.EVERYTHING && random.percent(PERCENT_ALONE);
        boolean faultsPages = protocol != Protocol.V2 && protocol != Protocol.V1_UAPI && allP2p;
        Guest guest = new Guest(random.between(2, STEPS_MAX), faultsPages && random.percent(PERCENT_ALONE), peers);
        boolean fails = wishes.fault().isPresent();
        Policy policy = policy(protocol, devices, random);
        return new Scenario(
                seed,
                protocol,
                devices,
                vantage,
                guest,
                isSample || fails ? moved(policy, isSample) : policy,
                wishes.fault());
    }

    private static Protocol protocol(Randomness random) {
        return random.percent(PERCENT_V2) ? Protocol.V2 : random.oneOf(V1);
    }

    private static Vantage vantage(Randomness random) {
        if (random.percent(PERCENT_EVERYTHING)) {
            return Vantage.EVERYTHING;
        }
        return random.percent(PERCENT_V2) ? Vantage.VFIO_USER : Vantage.QEMU_LOG;
    }

    /** Devices that a VMM would move together: in v2 all of them have P2P, or there is one only. */
    private static List<Device> devices(Protocol protocol, int count, Randomness random) {
        List<DeviceKind> kinds = new ArrayList<>(List.of(DeviceKind.MTTY, DeviceKind.NDMA, DeviceKind.NDMA));
        if (protocol != Protocol.V2 || count == 1) {
            kinds.add(DeviceKind.QUEUE);
        }
        if (protocol == Protocol.V2 && count == 1) {
            kinds.add(DeviceKind.SAMPLE);
        }
        List<Device> devices = new ArrayList<>();
        while (devices.size() < count) {
            DeviceKind kind = random.oneOf(kinds);
            Device device = new Device(kind, random.oneOf(kind.featureChoices(protocol)));
            if (count == 1 || protocol != Protocol.V2 || device.hasP2p()) {
                devices.add(device);
            }
        }
        return devices;
    }

    private static Policy policy(Protocol protocol, List<Device> devices, Randomness random) {
        boolean preCopies = protocol != Protocol.V2 || devices.stream().anyMatch(Device::hasPreCopy);
        int rounds = preCopies ? random.below(ROUNDS_MAX + 1) : 0;
        boolean hasDma = devices.stream().anyMatch(device -> device.kind().hasDma());
        Optional<TrackingScope> tracking = !hasDma
                ? Optional.empty()
                : Optional.of(
                        protocol == Protocol.V2 && random.percent(PERCENT_ALONE)
                                ? TrackingScope.DEVICE
                                : TrackingScope.CONTAINER);
        int chunkBytes = 1 << random.between(CHUNK_SHIFT_MIN, CHUNK_SHIFT_MAX);
        Ending ending = random.percent(PERCENT_MOVED) ? Ending.MOVED : random.oneOf(List.of(Ending.values()));
        boolean isEarly = ending == Ending.CANCELLED_EARLY || ending == Ending.RETRIED;
        Ending possible = isEarly && rounds == 0 ? Ending.MOVED : ending;
        return new Policy(
                rounds, tracking, chunkBytes, protocol == Protocol.V2 && random.percent(PERCENT_V2), possible);
    }

    /** The server of the sample takes no back: it wants a whole stream, and repeats what it sent ahead. */
    private static Policy moved(Policy policy, boolean isSample) {
        return new Policy(
                isSample ? 0 : policy.preCopyRounds(),
                policy.tracking(),
                isSample ? SAMPLE_CHUNK_BYTES : policy.chunkBytes(),
                policy.recuts(),
                Ending.MOVED);
    }
}
