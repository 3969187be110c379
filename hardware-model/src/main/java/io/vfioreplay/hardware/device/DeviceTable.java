package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The devices of a host by index, and how many events each had, the host itself included. One thread at a time. */
final class DeviceTable {

    private static final long LEAVES_PER_DEVICE = 48;
    private static final long LEAVES_PER_REGISTER = 4;

    private final DeviceSetup setup;
    private final EventCounts hostCounts = new EventCounts();
    private @Nullable ObservedDevice[] devices = new @Nullable ObservedDevice[4];
    private long eventsNotTracked;

    DeviceTable(DeviceSetup setup) {
        this.setup = setup;
    }

    boolean isResumable() {
        return setup.isResumable();
    }

    EventCounts hostCounts() {
        return hostCounts;
    }

    Optional<ObservedDevice> at(int index) {
        return index >= 0 && index < devices.length ? Optional.ofNullable(devices[index]) : Optional.empty();
    }

    List<ObservedDevice> all() {
        return Stream.of(devices).filter(Objects::nonNull).toList();
    }

    /** Counts an event; its device, or null when it has none or none that is kept. */
    @Nullable
    ObservedDevice counted(Envelope envelope, EventKind kind) {
        int index = envelope.device();
        ObservedDevice device = index >= 0 && index < devices.length ? devices[index] : null;
        if (device == null) {
            device = newDevice(index);
        }
        (device == null ? hostCounts : device.counts).count(kind, envelope);
        return device;
    }

    private @Nullable ObservedDevice newDevice(int index) {
        if (index < 0 || index >= Limits.DEVICES_MAX) {
            eventsNotTracked += index < 0 ? 0 : 1;
            return null;
        }
        if (index >= devices.length) {
            devices = Arrays.copyOf(devices, Math.max(index + 1, 2 * devices.length));
        }
        ObservedDevice device = new ObservedDevice(index, setup);
        devices[index] = device;
        return device;
    }

    long leafEstimate() {
        long leaves = LEAVES_PER_DEVICE;
        for (ObservedDevice device : devices) {
            if (device != null) {
                leaves += LEAVES_PER_DEVICE + LEAVES_PER_REGISTER * device.registers.count() + device.mappings.count();
            }
        }
        return leaves;
    }

    void describe(StateTree.Builder tree) {
        for (ObservedDevice device : devices) {
            if (device != null) {
                device.describe(tree, "device" + device.index() + "/");
            }
        }
        describeHost(tree);
    }

    void describeHost(StateTree.Builder tree) {
        Texts.putUnlessZero(tree, "host/eventsNotTracked", eventsNotTracked);
        hostCounts.describe(tree, "host/");
    }

    void writeTo(SnapshotWriter out) {
        hostCounts.writeTo(out);
        List<ObservedDevice> all = all();
        out.putPacked(eventsNotTracked).putPacked(all.size());
        for (ObservedDevice device : all) {
            out.putPacked(device.index());
            device.writeTo(out);
        }
    }

    /** Becomes what was written; nothing was seen before. */
    void readFrom(SnapshotReader in) {
        hostCounts.readFrom(in);
        eventsNotTracked = in.packed();
        int count = (int) in.packedWithin(Limits.DEVICES_MAX);
        for (int i = 0; i < count; i++) {
            int index = (int) in.packedWithin(Limits.DEVICES_MAX - 1);
            ObservedDevice device = at(index).isEmpty() ? newDevice(index) : null;
            if (device == null) {
                throw in.damaged("device " + index + " twice");
            }
            device.readFrom(in);
        }
    }
}
