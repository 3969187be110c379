package io.vfioreplay.hardware.event;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;

/** An {@link EventSink} that ignores every kind it does not override, for rules and other readers of a few kinds. */
public interface PartialEventSink extends EventSink {
    @Override
    default void deviceOpened(Envelope envelope, Protocol protocol, Payload name) {}

    @Override
    default void deviceClosed(Envelope envelope) {}

    @Override
    default void deviceReset(Envelope envelope, ResetCause cause) {}

    @Override
    default void protocolNegotiated(Envelope envelope, Party party, int major, int minor, Payload capabilities) {}

    @Override
    default void deviceDescribed(Envelope envelope, long flags, int regions, int interrupts) {}

    @Override
    default void regionDescribed(Envelope envelope, int region, long flags, long size) {}

    @Override
    default void interruptDescribed(Envelope envelope, int index, long flags, int count) {}

    @Override
    default void featureRequested(Envelope envelope, int feature, int operations) {}

    @Override
    default void otherRequest(Envelope envelope, int command, Payload body) {}

    @Override
    default void migrationFeaturesRead(Envelope envelope, long flags) {}

    @Override
    default void deviceStateSet(Envelope envelope, DeviceState requested, int dataFd) {}

    @Override
    default void deviceStateRead(Envelope envelope, DeviceState state, int dataFd) {}

    @Override
    default void migrationRegisterRead(Envelope envelope, int offset, int width, long value) {}

    @Override
    default void migrationRegisterWritten(Envelope envelope, int offset, int width, long value) {}

    @Override
    default void migrationWindowRead(Envelope envelope, long offset, int length, Payload data) {}

    @Override
    default void migrationWindowWritten(Envelope envelope, long offset, int length, Payload data) {}

    @Override
    default void migrationDataRead(Envelope envelope, int dataFd, long requested, long count, Payload data) {}

    @Override
    default void migrationDataWritten(Envelope envelope, int dataFd, long declared, long count, Payload data) {}

    @Override
    default void dataFdClosed(Envelope envelope, int dataFd) {}

    @Override
    default void precopyInfoRead(Envelope envelope, long initial, long dirty, long flags) {}

    @Override
    default void migrationDataSizeRead(Envelope envelope, long size) {}

    @Override
    default void dirtyTrackingStarted(Envelope envelope, TrackingScope scope, long pageSize, Payload ranges) {}

    @Override
    default void dirtyTrackingStopped(Envelope envelope, TrackingScope scope) {}

    @Override
    default void dirtyPagesReported(
            Envelope envelope, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {}

    @Override
    default void dmaMapped(Envelope envelope, long iova, long size, MappingKind backing, long flags, long fileOffset) {}

    @Override
    default void dmaUnmapped(Envelope envelope, long iova, long size, long flags, Payload bitmap) {}

    @Override
    default void vcpusStarted(Envelope envelope, Payload reason) {}

    @Override
    default void vcpusStopped(Envelope envelope, Payload reason) {}

    @Override
    default void mmioRead(Envelope envelope, int region, long offset, int length, int origin, Payload data) {}

    @Override
    default void mmioWritten(Envelope envelope, int region, long offset, int length, int origin, Payload data) {}

    @Override
    default void configRead(Envelope envelope, long offset, int length, int origin, Payload data) {}

    @Override
    default void configWritten(Envelope envelope, long offset, int length, int origin, Payload data) {}

    @Override
    default void dmaIssued(Envelope envelope, long id, int target, DmaDirection direction, long address, long length) {}

    @Override
    default void dmaCompleted(
            Envelope envelope, long id, int target, DmaDirection direction, long address, long length, Payload data) {}

    @Override
    default void interruptsConfigured(Envelope envelope, int index, int start, int count, long flags, int fds) {}

    @Override
    default void interruptRaised(Envelope envelope, int index, int vector) {}

    @Override
    default void pageFaultBegan(Envelope envelope, long address) {}

    @Override
    default void pageFaultEnded(Envelope envelope, long address) {}

    @Override
    default void migrationControlTouched(Envelope envelope, ControlOrigin origin) {}

    @Override
    default void externalStateChanged(Envelope envelope, Payload what) {}

    @Override
    default void internalStateChanged(Envelope envelope, Payload digest) {}

    @Override
    default void markerPlaced(Envelope envelope, Payload text) {}

    @Override
    default void eventsLost(Envelope envelope, long count, GapCause cause, Payload text) {}

    @Override
    default void captureDamaged(Envelope envelope, DamageKind damage, long byteOffset, long length, Payload text) {}

    @Override
    default void migrationStatusReported(Envelope envelope, MigrationSide side, Payload status) {}

    @Override
    default void errorReported(Envelope envelope, MigrationSide side, Payload text) {}

    @Override
    default void cancelRequested(Envelope envelope, MigrationSide side) {}

    @Override
    default void vmmExited(Envelope envelope, MigrationSide side, int status) {}

    @Override
    default void migrationDataCarried(Envelope envelope, int section, long streamOffset, long length, Payload data) {}
}
