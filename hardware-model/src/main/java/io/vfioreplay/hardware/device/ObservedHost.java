package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.ControlOrigin;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.MigrationSide;
import io.vfioreplay.hardware.event.Party;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All devices of a journal as a fold over its events: what was seen of each, and nothing that was not. One thread at a time.
 *
 * <p>An event that failed or was never answered only counts, and may make the state of its device uncertain. Devices with an
 * index from 4096 on, and registers, mappings and dirty pages beyond what one host may keep, are counted and not kept.
 * A register access does not allocate unless it is the first to its place.
 */
public final class ObservedHost implements EventSink {

    /** Changes whenever the same events may give another tree than before. */
    public static final String VERSION = "observed-1";

    private static final String SNAPSHOT = VERSION + " snapshot-1";

    final DeviceTable devices;
    final ObservedVm vm = new ObservedVm();

    /** A host of which nothing was seen yet, and that cannot be snapshotted: its hashes are the platform's, which are quicker. */
    public ObservedHost() {
        this(new DeviceSetup(Limits.ofOneHost(), false, null));
    }

    private ObservedHost(DeviceSetup setup) {
        devices = new DeviceTable(setup);
    }

    /** A host of which nothing was seen yet, and that {@link #snapshot()} can be asked of. */
    public static ObservedHost withSnapshots() {
        return withSnapshots(RegisterListener.NONE);
    }

    /** The same with someone who is told of every register access from the first one on. */
    public static ObservedHost withSnapshots(RegisterListener listener) {
        Places places = listener == RegisterListener.NONE ? null : new Places(listener);
        return new ObservedHost(new DeviceSetup(Limits.ofOneHost(), true, places));
    }

    /**
     * The host as it was when {@link #snapshot()} made these bytes: whatever happens from there on, it is as if it had seen all. It
     * can be snapshotted again; nobody listens to it.
     *
     * @throws IllegalArgumentException when the bytes are no snapshot of this {@link #VERSION}, having allocated no more than some
     *     ten times as many bytes and what the devices of an empty host take
     */
    public static ObservedHost restore(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(SNAPSHOT, snapshot);
        ObservedHost host = withSnapshots();
        host.vm.readFrom(in);
        host.devices.readFrom(in);
        in.end();
        return host;
    }

    /**
     * Everything that the host remembers, for {@link #restore}: some 20 bytes for a register, and the same bytes for the same events.
     *
     * @throws IllegalStateException when the host was not made for it, by {@link #withSnapshots} or {@link #restore}
     */
    public byte[] snapshot() {
        if (!devices.isResumable()) {
            throw new IllegalStateException("a snapshot of a host that was made without snapshots");
        }
        SnapshotWriter out = new SnapshotWriter(SNAPSHOT);
        vm.writeTo(out);
        devices.writeTo(out);
        return out.toByteArray();
    }

    /** The device with this index, or empty when no event of it was seen. */
    public Optional<ObservedDevice> device(int index) {
        return devices.at(index);
    }

    /** The devices of which events were seen, by index. */
    public List<ObservedDevice> devices() {
        return devices.all();
    }

    /** Events that are known to be missing; at least so many if {@link #isLostCountKnown()} is false. */
    public long lostEvents() {
        return vm.lostEvents();
    }

    /** Whether nobody said that an unknown number of events is missing. */
    public boolean isLostCountKnown() {
        return vm.isLostCountKnown();
    }

    /** How many events of the host itself there were. */
    public EventCounts hostCounts() {
        return devices.hostCounts();
    }

    /** About how many leaves {@link #tree()} has, without building it. */
    public long leafEstimate() {
        return devices.leafEstimate();
    }

    /** Everything: {@code device0/state}, {@code device0/bar0/0x10/read}, {@code host/vcpus}. */
    public StateTree tree() {
        StateTree.Builder tree = StateTree.builder();
        devices.describe(tree);
        vm.describe(tree);
        return tree.build();
    }

    @Override
    public void deviceOpened(Envelope envelope, Protocol protocol, Payload name) {
        ObservedDevice device = succeeded(envelope, EventKind.DEVICE_OPENED);
        if (device != null) {
            device.opened(protocol, name);
        }
    }

    @Override
    public void deviceClosed(Envelope envelope) {
        ObservedDevice device = succeeded(envelope, EventKind.DEVICE_CLOSED);
        if (device != null) {
            device.closed();
        }
    }

    @Override
    public void deviceReset(Envelope envelope, ResetCause cause) {
        ObservedDevice device = devices.counted(envelope, EventKind.DEVICE_RESET);
        if (device != null) {
            device.migration.reset(envelope);
        }
    }

    @Override
    public void protocolNegotiated(Envelope envelope, Party party, int major, int minor, Payload capabilities) {
        ObservedDevice device = succeeded(envelope, EventKind.PROTOCOL_NEGOTIATED);
        if (device != null) {
            device.negotiated(party, major, minor, capabilities);
        }
    }

    @Override
    public void deviceDescribed(Envelope envelope, long flags, int regions, int interrupts) {
        ObservedDevice device = succeeded(envelope, EventKind.DEVICE_DESCRIBED);
        if (device != null) {
            device.described(flags, regions, interrupts);
        }
    }

    @Override
    public void regionDescribed(Envelope envelope, int region, long flags, long size) {
        ObservedDevice device = succeeded(envelope, EventKind.REGION_DESCRIBED);
        if (device != null) {
            device.regionDescribed(region, flags, size);
        }
    }

    @Override
    public void interruptDescribed(Envelope envelope, int index, long flags, int count) {
        ObservedDevice device = succeeded(envelope, EventKind.INTERRUPT_DESCRIBED);
        if (device != null) {
            device.interruptsToChange(index).described(flags, count);
        }
    }

    @Override
    public void featureRequested(Envelope envelope, int feature, int operations) {
        ObservedDevice device = succeeded(envelope, EventKind.FEATURE_REQUESTED);
        if (device != null) {
            device.put("feature/" + Integer.toUnsignedString(feature), "operations=" + Texts.hex(operations));
        }
    }

    @Override
    public void otherRequest(Envelope envelope, int command, Payload body) {
        ObservedDevice device = succeeded(envelope, EventKind.OTHER_REQUEST);
        if (device != null) {
            device.put("other/" + Integer.toUnsignedString(command), Texts.bytes(body));
        }
    }

    @Override
    public void migrationFeaturesRead(Envelope envelope, long flags) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_FEATURES_READ);
        if (device != null) {
            device.migration.featuresRead(flags);
        }
    }

    @Override
    public void deviceStateSet(Envelope envelope, DeviceState requested, int dataFd) {
        ObservedDevice device = devices.counted(envelope, EventKind.DEVICE_STATE_SET);
        if (device != null) {
            device.migration.stateSet(envelope, requested);
        }
    }

    @Override
    public void deviceStateRead(Envelope envelope, DeviceState state, int dataFd) {
        ObservedDevice device = succeeded(envelope, EventKind.DEVICE_STATE_READ);
        if (device != null) {
            device.migration.stateRead(state);
        }
    }

    @Override
    public void migrationRegisterRead(Envelope envelope, int offset, int width, long value) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_REGISTER_READ);
        if (device != null) {
            device.registers.readNumber(envelope.position(), Registers.MIGRATION_REGION, offset, width, value);
        }
    }

    @Override
    public void migrationRegisterWritten(Envelope envelope, int offset, int width, long value) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_REGISTER_WRITTEN);
        if (device != null) {
            device.registers.writtenNumber(envelope.position(), Registers.MIGRATION_REGION, offset, width, value);
        }
    }

    @Override
    public void migrationWindowRead(Envelope envelope, long offset, int length, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_WINDOW_READ);
        if (device != null) {
            device.migration.dataRead(NO_DATA_FD, length, length, data);
        }
    }

    @Override
    public void migrationWindowWritten(Envelope envelope, long offset, int length, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_WINDOW_WRITTEN);
        if (device != null) {
            device.migration.dataWritten(length, data);
        }
    }

    @Override
    public void migrationDataRead(Envelope envelope, int dataFd, long requested, long count, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_DATA_READ);
        if (device != null) {
            device.migration.dataRead(dataFd, requested, count, data);
        }
    }

    @Override
    public void migrationDataWritten(Envelope envelope, int dataFd, long declared, long count, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_DATA_WRITTEN);
        if (device != null) {
            device.migration.dataWritten(count, data);
        }
    }

    @Override
    public void dataFdClosed(Envelope envelope, int dataFd) {
        devices.counted(envelope, EventKind.DATA_FD_CLOSED);
    }

    @Override
    public void precopyInfoRead(Envelope envelope, long initial, long dirty, long flags) {
        ObservedDevice device = succeeded(envelope, EventKind.PRECOPY_INFO_READ);
        if (device != null) {
            device.migration.precopyInfoRead(initial, dirty, flags);
        }
    }

    @Override
    public void migrationDataSizeRead(Envelope envelope, long size) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_DATA_SIZE_READ);
        if (device != null) {
            device.migration.dataSizeRead(size);
        }
    }

    @Override
    public void dirtyTrackingStarted(Envelope envelope, TrackingScope scope, long pageSize, Payload ranges) {
        ObservedDevice device = succeeded(envelope, EventKind.DIRTY_TRACKING_STARTED);
        if (device != null) {
            device.dirtyLog(scope).started();
        }
    }

    @Override
    public void dirtyTrackingStopped(Envelope envelope, TrackingScope scope) {
        ObservedDevice device = succeeded(envelope, EventKind.DIRTY_TRACKING_STOPPED);
        if (device != null) {
            device.dirtyLog(scope).stopped();
        }
    }

    @Override
    public void dirtyPagesReported(
            Envelope envelope, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        ObservedDevice device = succeeded(envelope, EventKind.DIRTY_PAGES_REPORTED);
        if (device != null) {
            device.dirtyLog(scope).reported(iova, size, pageSize, bitmap);
        }
    }

    @Override
    public void dmaMapped(Envelope envelope, long iova, long size, MappingKind backing, long flags, long fileOffset) {
        ObservedDevice device = succeeded(envelope, EventKind.DMA_MAPPED);
        if (device != null) {
            device.mappings.mapped(iova, size, backing, flags, fileOffset);
        }
    }

    @Override
    public void dmaUnmapped(Envelope envelope, long iova, long size, long flags, Payload bitmap) {
        ObservedDevice device = succeeded(envelope, EventKind.DMA_UNMAPPED);
        if (device != null) {
            device.mappings.unmapped(iova, size, flags);
        }
    }

    @Override
    public void vcpusStarted(Envelope envelope, Payload reason) {
        devices.counted(envelope, EventKind.VCPUS_STARTED);
        vm.vcpus("running", reason);
    }

    @Override
    public void vcpusStopped(Envelope envelope, Payload reason) {
        devices.counted(envelope, EventKind.VCPUS_STOPPED);
        vm.vcpus("stopped", reason);
    }

    @Override
    public void mmioRead(Envelope envelope, int region, long offset, int length, int origin, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.MMIO_READ);
        if (device != null) {
            device.registers.read(envelope.position(), region, offset, length, data);
        }
    }

    @Override
    public void mmioWritten(Envelope envelope, int region, long offset, int length, int origin, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.MMIO_WRITTEN);
        if (device != null) {
            device.registers.written(envelope.position(), region, offset, length, data);
        }
    }

    @Override
    public void configRead(Envelope envelope, long offset, int length, int origin, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.CONFIG_READ);
        if (device != null) {
            device.registers.read(envelope.position(), Regions.CONFIG, offset, length, data);
        }
    }

    @Override
    public void configWritten(Envelope envelope, long offset, int length, int origin, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.CONFIG_WRITTEN);
        if (device != null) {
            device.registers.written(envelope.position(), Regions.CONFIG, offset, length, data);
        }
    }

    @Override
    public void dmaIssued(Envelope envelope, long id, int target, DmaDirection direction, long address, long length) {
        ObservedDevice device = succeeded(envelope, EventKind.DMA_ISSUED);
        if (device != null) {
            device.dma(direction).issued();
        }
    }

    @Override
    public void dmaCompleted(
            Envelope envelope, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        ObservedDevice device = succeeded(envelope, EventKind.DMA_COMPLETED);
        if (device != null) {
            device.dma(direction).completed(target, address, length, data);
        }
    }

    @Override
    public void interruptsConfigured(Envelope envelope, int index, int start, int count, long flags, int fds) {
        ObservedDevice device = succeeded(envelope, EventKind.INTERRUPTS_CONFIGURED);
        if (device != null) {
            device.interruptsToChange(index).configured(start, count, flags, fds);
        }
    }

    @Override
    public void interruptRaised(Envelope envelope, int index, int vector) {
        ObservedDevice device = succeeded(envelope, EventKind.INTERRUPT_RAISED);
        if (device != null) {
            device.interruptsToChange(index).raised(vector);
        }
    }

    @Override
    public void pageFaultBegan(Envelope envelope, long address) {
        ObservedDevice device = succeeded(envelope, EventKind.PAGE_FAULT_BEGAN);
        if (device != null) {
            device.put("lastPageFault", Texts.hex(address));
        }
    }

    @Override
    public void pageFaultEnded(Envelope envelope, long address) {
        devices.counted(envelope, EventKind.PAGE_FAULT_ENDED);
    }

    @Override
    public void migrationControlTouched(Envelope envelope, ControlOrigin origin) {
        ObservedDevice device = succeeded(envelope, EventKind.MIGRATION_CONTROL_TOUCHED);
        if (device != null) {
            device.put("migrationControl", origin.name());
        }
    }

    @Override
    public void externalStateChanged(Envelope envelope, Payload what) {
        ObservedDevice device = succeeded(envelope, EventKind.EXTERNAL_STATE_CHANGED);
        if (device != null) {
            device.put("externalState", Texts.bounded(what));
        }
    }

    @Override
    public void internalStateChanged(Envelope envelope, Payload digest) {
        ObservedDevice device = succeeded(envelope, EventKind.INTERNAL_STATE_CHANGED);
        if (device != null) {
            device.put("internalState", Texts.bytes(digest));
        }
    }

    @Override
    public void markerPlaced(Envelope envelope, Payload text) {
        devices.counted(envelope, EventKind.MARKER_PLACED);
    }

    @Override
    public void eventsLost(Envelope envelope, long count, GapCause cause, Payload text) {
        devices.counted(envelope, EventKind.EVENTS_LOST);
        vm.lost(count);
    }

    @Override
    public void captureDamaged(Envelope envelope, DamageKind damage, long byteOffset, long length, Payload text) {
        devices.counted(envelope, EventKind.CAPTURE_DAMAGED);
    }

    @Override
    public void migrationStatusReported(Envelope envelope, MigrationSide side, Payload status) {
        devices.counted(envelope, EventKind.MIGRATION_STATUS_REPORTED);
        vm.migrationStatus(side, status);
    }

    @Override
    public void errorReported(Envelope envelope, MigrationSide side, Payload text) {
        devices.counted(envelope, EventKind.ERROR_REPORTED);
    }

    @Override
    public void cancelRequested(Envelope envelope, MigrationSide side) {
        devices.counted(envelope, EventKind.CANCEL_REQUESTED);
    }

    @Override
    public void vmmExited(Envelope envelope, MigrationSide side, int status) {
        devices.counted(envelope, EventKind.VMM_EXITED);
    }

    @Override
    public void migrationDataCarried(Envelope envelope, int section, long streamOffset, long length, Payload data) {
        devices.counted(envelope, EventKind.MIGRATION_DATA_CARRIED);
    }

    /** Counts the event; the device that it is to change, or null when it failed or has no device. */
    private @Nullable ObservedDevice succeeded(Envelope envelope, EventKind kind) {
        ObservedDevice device = devices.counted(envelope, kind);
        return envelope.succeeded() ? device : null;
    }
}
