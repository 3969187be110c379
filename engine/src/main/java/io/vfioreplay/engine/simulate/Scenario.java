package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.List;
import java.util.Optional;

/**
 * A whole migration before it happens. The same scenario gives the same events.
 *
 * @param seed what everything else that is random follows from
 * @param protocol of all devices
 * @param devices in the order of their indices, at least one
 * @param vantage from where it is recorded
 * @param guest how much the guest does
 * @param policy what the VMM does
 * @param fault what goes wrong, if anything
 */
public record Scenario(
        long seed,
        Protocol protocol,
        List<Device> devices,
        Vantage vantage,
        Guest guest,
        Policy policy,
        Optional<Fault> fault) {

    /** Copies the list. */
    public Scenario {
        devices = List.copyOf(devices);
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("a migration without a device");
        }
    }

    /**
     * One device.
     *
     * @param kind what it is
     * @param features what it says that it can do in v2; in v1, NDMA is offered where P2P is
     */
    public record Device(DeviceKind kind, FeatureSet features) {

        boolean hasP2p() {
            return features.has(StateV2.RUNNING_P2P);
        }

        boolean hasPreCopy() {
            return features.has(StateV2.PRE_COPY);
        }
    }

    /**
     * What the guest does.
     *
     * @param steps how often its drivers turn to their devices in one round
     * @param faultsPages whether devices fault on pages
     * @param peers whether devices move data between each other
     */
    public record Guest(int steps, boolean faultsPages, boolean peers) {}

    /** How a migration without a fault ends. */
    public enum Ending {
        /** The guest runs on at the destination. */
        MOVED,
        /** Somebody cancels while the guest still runs. */
        CANCELLED_EARLY,
        /** Somebody cancels when the guest was stopped; the first attempt is given up. */
        CANCELLED_LATE,
        /** A first attempt is cancelled, and a second one succeeds. */
        RETRIED
    }

    /**
     * What the VMM does.
     *
     * @param preCopyRounds how often it turns to the streams before it stops the guest; 0 for no pre-copy
     * @param tracking who tracks dirty pages, if anybody
     * @param chunkBytes how much migration data it moves at a time
     * @param recuts whether the destination is given other pieces than were read, as v2 allows
     * @param ending how it is to end
     */
    public record Policy(
            int preCopyRounds, Optional<TrackingScope> tracking, int chunkBytes, boolean recuts, Ending ending) {}

    /** Whether this is what goes wrong. */
    boolean has(Fault what) {
        return fault.isPresent() && fault.get() == what;
    }

    boolean isV2() {
        return protocol == Protocol.V2;
    }

    /** Whether grace states are known to this dialect. */
    boolean isRfc() {
        return protocol == Protocol.V1_RFC2 || protocol == Protocol.V1_RFC3;
    }

    boolean hasPreCopy() {
        return policy.preCopyRounds > 0;
    }

    boolean isOf(DeviceKind kind) {
        return devices.stream().allMatch(device -> device.kind() == kind);
    }
}
