package io.vfioreplay.hardware.event;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;

/**
 * Turns the calls of {@link EventSink} into rows of {@link EventKind}'s table. Without allocation; one thread at a time.
 */
public final class Flattener implements EventSink {

    private final FlatEventSink rows;
    private final long[] values = new long[EventKind.FIELDS_MAX];

    /** A sink whose every event goes to {@code rows}. */
    public Flattener(FlatEventSink rows) {
        this.rows = rows;
    }

    @Override
    public void deviceOpened(Envelope envelope, Protocol protocol, Payload name) {
        values[0] = protocol.code();
        rows.accept(envelope, EventKind.DEVICE_OPENED, values, name);
    }

    @Override
    public void deviceClosed(Envelope envelope) {
        rows.accept(envelope, EventKind.DEVICE_CLOSED, values, Payload.empty());
    }

    @Override
    public void deviceReset(Envelope envelope, ResetCause cause) {
        values[0] = cause.ordinal();
        rows.accept(envelope, EventKind.DEVICE_RESET, values, Payload.empty());
    }

    @Override
    public void protocolNegotiated(Envelope envelope, Party party, int major, int minor, Payload capabilities) {
        values[0] = party.ordinal();
        values[1] = major;
        values[2] = minor;
        rows.accept(envelope, EventKind.PROTOCOL_NEGOTIATED, values, capabilities);
    }

    @Override
    public void deviceDescribed(Envelope envelope, long flags, int regions, int interrupts) {
        values[0] = flags;
        values[1] = regions;
        values[2] = interrupts;
        rows.accept(envelope, EventKind.DEVICE_DESCRIBED, values, Payload.empty());
    }

    @Override
    public void regionDescribed(Envelope envelope, int region, long flags, long size) {
        values[0] = Integer.toUnsignedLong(region);
        values[1] = flags;
        values[2] = size;
        rows.accept(envelope, EventKind.REGION_DESCRIBED, values, Payload.empty());
    }

    @Override
    public void interruptDescribed(Envelope envelope, int index, long flags, int count) {
        values[0] = index;
        values[1] = flags;
        values[2] = count;
        rows.accept(envelope, EventKind.INTERRUPT_DESCRIBED, values, Payload.empty());
    }

    @Override
    public void featureRequested(Envelope envelope, int feature, int operations) {
        values[0] = feature;
        values[1] = operations;
        rows.accept(envelope, EventKind.FEATURE_REQUESTED, values, Payload.empty());
    }

    @Override
    public void otherRequest(Envelope envelope, int command, Payload body) {
        values[0] = command;
        rows.accept(envelope, EventKind.OTHER_REQUEST, values, body);
    }

    @Override
    public void migrationFeaturesRead(Envelope envelope, long flags) {
        values[0] = flags;
        rows.accept(envelope, EventKind.MIGRATION_FEATURES_READ, values, Payload.empty());
    }

    @Override
    public void deviceStateSet(Envelope envelope, DeviceState requested, int dataFd) {
        values[0] = requested.packed();
        values[1] = dataFd;
        rows.accept(envelope, EventKind.DEVICE_STATE_SET, values, Payload.empty());
    }

    @Override
    public void deviceStateRead(Envelope envelope, DeviceState state, int dataFd) {
        values[0] = state.packed();
        values[1] = dataFd;
        rows.accept(envelope, EventKind.DEVICE_STATE_READ, values, Payload.empty());
    }

    @Override
    public void migrationRegisterRead(Envelope envelope, int offset, int width, long value) {
        values[0] = offset;
        values[1] = width;
        values[2] = value;
        rows.accept(envelope, EventKind.MIGRATION_REGISTER_READ, values, Payload.empty());
    }

    @Override
    public void migrationRegisterWritten(Envelope envelope, int offset, int width, long value) {
        values[0] = offset;
        values[1] = width;
        values[2] = value;
        rows.accept(envelope, EventKind.MIGRATION_REGISTER_WRITTEN, values, Payload.empty());
    }

    @Override
    public void migrationWindowRead(Envelope envelope, long offset, int length, Payload data) {
        values[0] = offset;
        values[1] = length;
        rows.accept(envelope, EventKind.MIGRATION_WINDOW_READ, values, data);
    }

    @Override
    public void migrationWindowWritten(Envelope envelope, long offset, int length, Payload data) {
        values[0] = offset;
        values[1] = length;
        rows.accept(envelope, EventKind.MIGRATION_WINDOW_WRITTEN, values, data);
    }

    @Override
    public void migrationDataRead(Envelope envelope, int dataFd, long requested, long count, Payload data) {
        values[0] = dataFd;
        values[1] = requested;
        values[2] = count;
        rows.accept(envelope, EventKind.MIGRATION_DATA_READ, values, data);
    }

    @Override
    public void migrationDataWritten(Envelope envelope, int dataFd, long declared, long count, Payload data) {
        values[0] = dataFd;
        values[1] = declared;
        values[2] = count;
        rows.accept(envelope, EventKind.MIGRATION_DATA_WRITTEN, values, data);
    }

    @Override
    public void dataFdClosed(Envelope envelope, int dataFd) {
        values[0] = dataFd;
        rows.accept(envelope, EventKind.DATA_FD_CLOSED, values, Payload.empty());
    }

    @Override
    public void precopyInfoRead(Envelope envelope, long initial, long dirty, long flags) {
        values[0] = initial;
        values[1] = dirty;
        values[2] = flags;
        rows.accept(envelope, EventKind.PRECOPY_INFO_READ, values, Payload.empty());
    }

    @Override
    public void migrationDataSizeRead(Envelope envelope, long size) {
        values[0] = size;
        rows.accept(envelope, EventKind.MIGRATION_DATA_SIZE_READ, values, Payload.empty());
    }

    @Override
    public void dirtyTrackingStarted(Envelope envelope, TrackingScope scope, long pageSize, Payload ranges) {
        values[0] = scope.ordinal();
        values[1] = pageSize;
        rows.accept(envelope, EventKind.DIRTY_TRACKING_STARTED, values, ranges);
    }

    @Override
    public void dirtyTrackingStopped(Envelope envelope, TrackingScope scope) {
        values[0] = scope.ordinal();
        rows.accept(envelope, EventKind.DIRTY_TRACKING_STOPPED, values, Payload.empty());
    }

    @Override
    public void dirtyPagesReported(
            Envelope envelope, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        values[0] = scope.ordinal();
        values[1] = iova;
        values[2] = size;
        values[3] = pageSize;
        rows.accept(envelope, EventKind.DIRTY_PAGES_REPORTED, values, bitmap);
    }

    @Override
    public void dmaMapped(Envelope envelope, long iova, long size, MappingKind backing, long flags, long fileOffset) {
        values[0] = iova;
        values[1] = size;
        values[2] = backing.ordinal();
        values[3] = flags;
        values[4] = fileOffset;
        rows.accept(envelope, EventKind.DMA_MAPPED, values, Payload.empty());
    }

    @Override
    public void dmaUnmapped(Envelope envelope, long iova, long size, long flags, Payload bitmap) {
        values[0] = iova;
        values[1] = size;
        values[2] = flags;
        rows.accept(envelope, EventKind.DMA_UNMAPPED, values, bitmap);
    }

    @Override
    public void vcpusStarted(Envelope envelope, Payload reason) {
        rows.accept(envelope, EventKind.VCPUS_STARTED, values, reason);
    }

    @Override
    public void vcpusStopped(Envelope envelope, Payload reason) {
        rows.accept(envelope, EventKind.VCPUS_STOPPED, values, reason);
    }

    @Override
    public void mmioRead(Envelope envelope, int region, long offset, int length, int origin, Payload data) {
        values[0] = Integer.toUnsignedLong(region);
        values[1] = offset;
        values[2] = length;
        values[3] = origin;
        rows.accept(envelope, EventKind.MMIO_READ, values, data);
    }

    @Override
    public void mmioWritten(Envelope envelope, int region, long offset, int length, int origin, Payload data) {
        values[0] = Integer.toUnsignedLong(region);
        values[1] = offset;
        values[2] = length;
        values[3] = origin;
        rows.accept(envelope, EventKind.MMIO_WRITTEN, values, data);
    }

    @Override
    public void configRead(Envelope envelope, long offset, int length, int origin, Payload data) {
        values[0] = offset;
        values[1] = length;
        values[2] = origin;
        rows.accept(envelope, EventKind.CONFIG_READ, values, data);
    }

    @Override
    public void configWritten(Envelope envelope, long offset, int length, int origin, Payload data) {
        values[0] = offset;
        values[1] = length;
        values[2] = origin;
        rows.accept(envelope, EventKind.CONFIG_WRITTEN, values, data);
    }

    @Override
    public void dmaIssued(Envelope envelope, long id, int target, DmaDirection direction, long address, long length) {
        values[0] = id;
        values[1] = target;
        values[2] = direction.ordinal();
        values[3] = address;
        values[4] = length;
        rows.accept(envelope, EventKind.DMA_ISSUED, values, Payload.empty());
    }

    @Override
    public void dmaCompleted(
            Envelope envelope, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        values[0] = id;
        values[1] = target;
        values[2] = direction.ordinal();
        values[3] = address;
        values[4] = length;
        rows.accept(envelope, EventKind.DMA_COMPLETED, values, data);
    }

    @Override
    public void interruptsConfigured(Envelope envelope, int index, int start, int count, long flags, int fds) {
        values[0] = index;
        values[1] = start;
        values[2] = count;
        values[3] = flags;
        values[4] = fds;
        rows.accept(envelope, EventKind.INTERRUPTS_CONFIGURED, values, Payload.empty());
    }

    @Override
    public void interruptRaised(Envelope envelope, int index, int vector) {
        values[0] = index;
        values[1] = vector;
        rows.accept(envelope, EventKind.INTERRUPT_RAISED, values, Payload.empty());
    }

    @Override
    public void pageFaultBegan(Envelope envelope, long address) {
        values[0] = address;
        rows.accept(envelope, EventKind.PAGE_FAULT_BEGAN, values, Payload.empty());
    }

    @Override
    public void pageFaultEnded(Envelope envelope, long address) {
        values[0] = address;
        rows.accept(envelope, EventKind.PAGE_FAULT_ENDED, values, Payload.empty());
    }

    @Override
    public void migrationControlTouched(Envelope envelope, ControlOrigin origin) {
        values[0] = origin.ordinal();
        rows.accept(envelope, EventKind.MIGRATION_CONTROL_TOUCHED, values, Payload.empty());
    }

    @Override
    public void externalStateChanged(Envelope envelope, Payload what) {
        rows.accept(envelope, EventKind.EXTERNAL_STATE_CHANGED, values, what);
    }

    @Override
    public void internalStateChanged(Envelope envelope, Payload digest) {
        rows.accept(envelope, EventKind.INTERNAL_STATE_CHANGED, values, digest);
    }

    @Override
    public void markerPlaced(Envelope envelope, Payload text) {
        rows.accept(envelope, EventKind.MARKER_PLACED, values, text);
    }

    @Override
    public void eventsLost(Envelope envelope, long count, GapCause cause, Payload text) {
        values[0] = count;
        values[1] = cause.ordinal();
        rows.accept(envelope, EventKind.EVENTS_LOST, values, text);
    }

    @Override
    public void captureDamaged(Envelope envelope, DamageKind damage, long byteOffset, long length, Payload text) {
        values[0] = damage.ordinal();
        values[1] = byteOffset;
        values[2] = length;
        rows.accept(envelope, EventKind.CAPTURE_DAMAGED, values, text);
    }

    @Override
    public void migrationStatusReported(Envelope envelope, MigrationSide side, Payload status) {
        values[0] = side.ordinal();
        rows.accept(envelope, EventKind.MIGRATION_STATUS_REPORTED, values, status);
    }

    @Override
    public void errorReported(Envelope envelope, MigrationSide side, Payload text) {
        values[0] = side.ordinal();
        rows.accept(envelope, EventKind.ERROR_REPORTED, values, text);
    }

    @Override
    public void cancelRequested(Envelope envelope, MigrationSide side) {
        values[0] = side.ordinal();
        rows.accept(envelope, EventKind.CANCEL_REQUESTED, values, Payload.empty());
    }

    @Override
    public void vmmExited(Envelope envelope, MigrationSide side, int status) {
        values[0] = side.ordinal();
        values[1] = status;
        rows.accept(envelope, EventKind.VMM_EXITED, values, Payload.empty());
    }

    @Override
    public void migrationDataCarried(Envelope envelope, int section, long streamOffset, long length, Payload data) {
        values[0] = Integer.toUnsignedLong(section);
        values[1] = streamOffset;
        values[2] = length;
        rows.accept(envelope, EventKind.MIGRATION_DATA_CARRIED, values, data);
    }
}
