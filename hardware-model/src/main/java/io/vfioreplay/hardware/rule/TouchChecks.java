package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.ControlOrigin;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.memory.IommuMappings;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

/** Checks of who reaches a device from outside, and what comes of it. */
final class TouchChecks implements PartialEventSink {

    private final Watch watch;
    private final GraceBarrier barrier;

    TouchChecks(Watch watch) {
        this.watch = watch;
        this.barrier = new GraceBarrier(watch);
    }

    /** Whether the device surely must not begin DMA; without NDMA nothing is defined in ERROR. */
    static boolean isQuiet(Watched device) {
        boolean isError = device.v1.surelyHas(StateV1.ERROR);
        return GraceBarrier.isRfc(device)
                && !isError
                && (device.v1.surelyLacks(StateV1.RUNNING) || GraceBarrier.isInGrace(device));
    }

    @Override
    public void mmioRead(Envelope event, int region, long offset, int length, int origin, Payload data) {
        checkStopped(event, region, offset, origin);
    }

    @Override
    public void mmioWritten(Envelope event, int region, long offset, int length, int origin, Payload data) {
        checkStopped(event, region, offset, origin);
    }

    private void checkStopped(Envelope event, int region, long offset, int origin) {
        if (origin == CPU && GraceBarrier.isRfc(watch.of(event)) && watch.world.isAfterStop(event)) {
            watch.report(
                    GraceRules.R_38,
                    event,
                    () -> "a CPU touched region %s at 0x%x while the VCPUs are stopped; expected nobody to"
                            .formatted(Integer.toUnsignedString(region), offset));
        }
    }

    @Override
    public void dmaUnmapped(Envelope event, long iova, long size, long flags, Payload bitmap) {
        Ranges windows = watch.of(event).around.peerWindows;
        boolean isAll = (flags & IommuMappings.UNMAP_ALL) != 0;
        boolean hits = isAll ? !windows.first().isEmpty() : !windows.isOverflown() && windows.mayTouch(iova, size);
        boolean runs = watch.world.vcpus == World.Vcpus.RUNNING;
        if (event.succeeded()
                && hits
                && runs
                && barrier.first(GraceBarrier::isRfc).isPresent()) {
            watch.report(
                    GraceRules.R_43,
                    event,
                    () -> "registers of a peer at 0x%x were unmapped while the VCPUs run; the guest cannot know"
                            .formatted(iova));
        }
    }

    @Override
    public void dmaIssued(Envelope event, long id, int target, DmaDirection direction, long address, long length) {
        checkRestart(event, address);
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        if (!watch.of(event).around.showsIssues) {
            checkRestart(event, address);
        }
    }

    private void checkRestart(Envelope event, long address) {
        Watched device = watch.of(event);
        if (isQuiet(device) && !device.around.touchedBy.isEmpty() && device.v1.isSettled(event)) {
            watch.report(
                    GraceRules.R_44,
                    event,
                    () ->
                            "the device made DMA to 0x%x in %s after %s had touched its registers; expected it to stay quiet"
                                    .formatted(address, device.v1.where(), device.around.touchedBy));
        }
    }

    @Override
    public void migrationControlTouched(Envelope event, ControlOrigin origin) {
        Watched device = watch.of(event);
        boolean moves = device.v1.isSurely(
                StateV1.SAVING, StateV1.RESUMING, StateV1.SAVING | StateV1.NDMA, StateV1.RESUMING | StateV1.NDMA);
        if (origin != ControlOrigin.KERNEL && GraceBarrier.isRfc(device) && moves) {
            watch.report(
                    GraceRules.R_45,
                    event,
                    () -> "%s touched the migration control registers in %s; expected the driver alone to"
                            .formatted(name(origin), device.v1.where()));
        }
    }

    static String name(ControlOrigin origin) {
        return switch (origin) {
            case KERNEL -> "the driver";
            case USER -> "the user of the device";
            case PEER -> "a peer";
        };
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        String who = device.around.controlTouchedBy;
        boolean isLost = event.result() == Envelope.UNANSWERED && requested.protocol() != Protocol.V2;
        if (isLost && GraceBarrier.isRfc(device) && !who.isEmpty()) {
            watch.report(
                    GraceRules.R_45,
                    event,
                    () ->
                            "0x%x was written and never answered after %s had touched the migration control registers; expected an answer, if only an error"
                                    .formatted(requested.number(), who));
        }
    }
}
