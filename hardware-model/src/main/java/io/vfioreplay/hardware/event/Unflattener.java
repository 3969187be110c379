package io.vfioreplay.hardware.event;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;

/**
 * Turns rows of {@link EventKind}'s table back into the calls of {@link EventSink}: the inverse of {@link Flattener}.
 * Without allocation; one thread at a time.
 */
public final class Unflattener implements FlatEventSink {

    private final EventSink target;

    /** A sink whose every row becomes a call on {@code target}. */
    public Unflattener(EventSink target) {
        this.target = target;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when a value is not one that its field can have, which only damage can cause
     */
    @Override
    public void accept(Envelope e, EventKind kind, long[] v, Payload p) {
        switch (kind) {
            case DEVICE_OPENED -> target.deviceOpened(e, protocol(v[0]), p);
            case DEVICE_CLOSED -> target.deviceClosed(e);
            case DEVICE_RESET -> target.deviceReset(e, Choice.resetCause(v[0]));
            case PROTOCOL_NEGOTIATED -> target.protocolNegotiated(e, Choice.party(v[0]), (int) v[1], (int) v[2], p);
            case DEVICE_DESCRIBED -> target.deviceDescribed(e, v[0], (int) v[1], (int) v[2]);
            case REGION_DESCRIBED -> target.regionDescribed(e, (int) v[0], v[1], v[2]);
            case INTERRUPT_DESCRIBED -> target.interruptDescribed(e, (int) v[0], v[1], (int) v[2]);
            case FEATURE_REQUESTED -> target.featureRequested(e, (int) v[0], (int) v[1]);
            case OTHER_REQUEST -> target.otherRequest(e, (int) v[0], p);
            case MIGRATION_FEATURES_READ -> target.migrationFeaturesRead(e, v[0]);
            case DEVICE_STATE_SET -> target.deviceStateSet(e, DeviceState.unpacked(v[0]), (int) v[1]);
            case DEVICE_STATE_READ -> target.deviceStateRead(e, DeviceState.unpacked(v[0]), (int) v[1]);
            case MIGRATION_REGISTER_READ -> target.migrationRegisterRead(e, (int) v[0], (int) v[1], v[2]);
            case MIGRATION_REGISTER_WRITTEN -> target.migrationRegisterWritten(e, (int) v[0], (int) v[1], v[2]);
            case MIGRATION_WINDOW_READ -> target.migrationWindowRead(e, v[0], (int) v[1], p);
            case MIGRATION_WINDOW_WRITTEN -> target.migrationWindowWritten(e, v[0], (int) v[1], p);
            case MIGRATION_DATA_READ -> target.migrationDataRead(e, (int) v[0], v[1], v[2], p);
            case MIGRATION_DATA_WRITTEN -> target.migrationDataWritten(e, (int) v[0], v[1], v[2], p);
            case DATA_FD_CLOSED -> target.dataFdClosed(e, (int) v[0]);
            case PRECOPY_INFO_READ -> target.precopyInfoRead(e, v[0], v[1], v[2]);
            case MIGRATION_DATA_SIZE_READ -> target.migrationDataSizeRead(e, v[0]);
            case DIRTY_TRACKING_STARTED -> target.dirtyTrackingStarted(e, Choice.trackingScope(v[0]), v[1], p);
            case DIRTY_TRACKING_STOPPED -> target.dirtyTrackingStopped(e, Choice.trackingScope(v[0]));
            case DIRTY_PAGES_REPORTED -> target.dirtyPagesReported(e, Choice.trackingScope(v[0]), v[1], v[2], v[3], p);
            case DMA_MAPPED -> target.dmaMapped(e, v[0], v[1], Choice.mappingKind(v[2]), v[3], v[4]);
            case DMA_UNMAPPED -> target.dmaUnmapped(e, v[0], v[1], v[2], p);
            case VCPUS_STARTED -> target.vcpusStarted(e, p);
            case VCPUS_STOPPED -> target.vcpusStopped(e, p);
            case MMIO_READ -> target.mmioRead(e, (int) v[0], v[1], (int) v[2], (int) v[3], p);
            case MMIO_WRITTEN -> target.mmioWritten(e, (int) v[0], v[1], (int) v[2], (int) v[3], p);
            case CONFIG_READ -> target.configRead(e, v[0], (int) v[1], (int) v[2], p);
            case CONFIG_WRITTEN -> target.configWritten(e, v[0], (int) v[1], (int) v[2], p);
            case DMA_ISSUED -> target.dmaIssued(e, v[0], (int) v[1], Choice.dmaDirection(v[2]), v[3], v[4]);
            case DMA_COMPLETED -> target.dmaCompleted(e, v[0], (int) v[1], Choice.dmaDirection(v[2]), v[3], v[4], p);
            case INTERRUPTS_CONFIGURED ->
                target.interruptsConfigured(e, (int) v[0], (int) v[1], (int) v[2], v[3], (int) v[4]);
            case INTERRUPT_RAISED -> target.interruptRaised(e, (int) v[0], (int) v[1]);
            case PAGE_FAULT_BEGAN -> target.pageFaultBegan(e, v[0]);
            case PAGE_FAULT_ENDED -> target.pageFaultEnded(e, v[0]);
            case MIGRATION_CONTROL_TOUCHED -> target.migrationControlTouched(e, Choice.controlOrigin(v[0]));
            case EXTERNAL_STATE_CHANGED -> target.externalStateChanged(e, p);
            case INTERNAL_STATE_CHANGED -> target.internalStateChanged(e, p);
            case MARKER_PLACED -> target.markerPlaced(e, p);
            case EVENTS_LOST -> target.eventsLost(e, v[0], Choice.gapCause(v[1]), p);
            case CAPTURE_DAMAGED -> target.captureDamaged(e, Choice.damageKind(v[0]), v[1], v[2], p);
            case MIGRATION_STATUS_REPORTED -> target.migrationStatusReported(e, Choice.migrationSide(v[0]), p);
            case ERROR_REPORTED -> target.errorReported(e, Choice.migrationSide(v[0]), p);
            case CANCEL_REQUESTED -> target.cancelRequested(e, Choice.migrationSide(v[0]));
            case VMM_EXITED -> target.vmmExited(e, Choice.migrationSide(v[0]), (int) v[1]);
            case MIGRATION_DATA_CARRIED -> target.migrationDataCarried(e, (int) v[0], v[1], v[2], p);
        }
    }

    private static Protocol protocol(long code) {
        return Protocol.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException("no protocol has the code " + code));
    }
}
