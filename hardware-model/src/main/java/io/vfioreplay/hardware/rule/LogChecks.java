package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

/** Checks of the dirty page log of the container, R-36 and R-39; see {@link TouchChecks} for the rest of the world. */
final class LogChecks implements PartialEventSink {

    private static final int RUNNING = StateV1.RUNNING;
    private static final int SAVING = StateV1.SAVING;

    private final Watch watch;
    private final ContainerLog log;

    LogChecks(Watch watch) {
        this.watch = watch;
        this.log = watch.world.log;
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        boolean isRfcWrite = GraceBarrier.isRfc(device) && requested.protocol() != Protocol.V2;
        boolean entersStopCopy = (requested.number() & StateV1.PHASE) == SAVING && device.v1.surelyHas(RUNNING);
        if (isRfcWrite && event.result() == Envelope.OK && entersStopCopy && log.noisyAtFreeze != ContainerLog.NOBODY) {
            reportFreeze(event, "the migration goes on");
        }
    }

    private void reportFreeze(Envelope event, String what) {
        watch.report(
                GraceRules.R_39,
                event,
                () ->
                        "%s with a dirty log that was stopped while device%d still could make DMA; expected it to be quiet first"
                                .formatted(what, log.noisyAtFreeze));
    }

    @Override
    public void dirtyPagesReported(
            Envelope event, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        boolean isRead = scope == TrackingScope.CONTAINER && event.result() == Envelope.OK;
        if (isRead && log.noisyAtFreeze != ContainerLog.NOBODY) {
            reportFreeze(event, "dirty pages are taken from");
        }
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        Watched device = watch.of(event);
        boolean isWrite = target == RAM && direction == DmaDirection.WRITE && event.succeeded();
        if (isWrite && log.isFrozen && GraceBarrier.isRfc(device) && isSaving(device)) {
            watch.report(
                    GraceRules.R_39,
                    event,
                    () ->
                            "the device wrote to memory at 0x%x after the dirty log of this save was stopped; no log has it"
                                    .formatted(address));
        }
    }

    private static boolean isSaving(Watched device) {
        return device.v1.surelyHas(SAVING) && device.v1.surelyLacks(StateV1.RESUMING);
    }

    @Override
    public void deviceClosed(Envelope event) {
        if (GraceBarrier.isRfc(watch.of(event))) {
            reportUnread();
        }
    }

    /** A save that was not given up by now was meant: the pages that nobody read count. */
    void reportUnread() {
        if (!log.unread.isEmpty()) {
            String message = log.unread;
            watch.reports.add(GraceRules.R_36, log.unreadPosition, log.unreadDevice, () -> message);
            log.unread = "";
        }
    }
}
