package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.StateV2;

/** Checks of what a device does and suffers in each state. */
final class QuietChecks implements PartialEventSink {

    private final Watch watch;

    QuietChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void dmaIssued(Envelope event, long id, int target, DmaDirection direction, long address, long length) {
        checkDma(event, target, address);
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        checkDma(event, target, address);
    }

    private void checkDma(Envelope event, int target, long address) {
        checkSilence(event, "made DMA to 0x%x".formatted(address), true);
        Watched device = watch.of(event);
        boolean p2p = device.isV2 && device.isSurely(StateV2.RUNNING_P2P, StateV2.PRE_COPY_P2P);
        if (p2p && target != RAM && device.isSettled(event)) {
            watch.report(
                    QuietRules.R_74,
                    event,
                    () -> "the device made DMA to its peer device%d in %s; expected none"
                            .formatted(target, device.where()));
        }
    }

    @Override
    public void interruptRaised(Envelope event, int index, int vector) {
        checkSilence(event, "raised interrupt %d of type %d".formatted(vector, index), true);
    }

    @Override
    public void internalStateChanged(Envelope event, Payload digest) {
        checkSilence(event, "changed its inner state", false);
    }

    private void checkSilence(Envelope event, String what, boolean alsoResuming) {
        Watched device = watch.of(event);
        if (!device.isV2 || !device.isSettled(event)) {
            return;
        }
        if (device.isSurely(StateV2.STOP, StateV2.STOP_COPY)) {
            watch.report(
                    QuietRules.R_72,
                    event,
                    () -> "the device %s in %s; expected silence".formatted(what, device.where()));
        } else if (alsoResuming && device.isSurely(StateV2.RESUMING)) {
            watch.report(QuietRules.R_77, event, () -> "the device %s in RESUMING; expected silence".formatted(what));
        }
    }

    @Override
    public void configRead(Envelope event, long offset, int length, int origin, Payload data) {
        checkConfig(event, offset);
    }

    @Override
    public void configWritten(Envelope event, long offset, int length, int origin, Payload data) {
        checkConfig(event, offset);
    }

    private void checkConfig(Envelope event, long offset) {
        Watched device = watch.of(event);
        if (event.result() > 0 && device.isV2 && device.isSurely(StateV2.STOP) && device.isSettled(event)) {
            watch.report(
                    QuietRules.R_72,
                    event,
                    () -> "an access to config space at 0x%x was refused in STOP with %s; expected an answer"
                            .formatted(offset, Errno.name(event.result())));
        }
    }

    @Override
    public void mmioRead(Envelope event, int region, long offset, int length, int origin, Payload data) {
        checkMmio(event, region, offset, origin);
    }

    @Override
    public void mmioWritten(Envelope event, int region, long offset, int length, int origin, Payload data) {
        checkMmio(event, region, offset, origin);
    }

    private void checkMmio(Envelope event, int region, long offset, int origin) {
        Watched device = watch.of(event);
        boolean isOrdinary = event.result() <= 0 && device.isPresumably(StateV2.RUNNING);
        if (!device.isV2 || isOrdinary) {
            return;
        }
        if (device.isSurely(StateV2.STOP, StateV2.STOP_COPY, StateV2.RESUMING) && device.isSettled(event)) {
            String who = origin == CPU ? "the VMM" : "the peer device" + origin;
            watch.report(
                    QuietRules.R_75,
                    event,
                    () -> "%s touched region %s at 0x%x in %s; expected nobody to"
                            .formatted(who, Integer.toUnsignedString(region), offset, device.where()));
        } else if (event.result() > 0 && device.isSettled(event)) {
            checkRefused(
                    device,
                    event,
                    "region %s at 0x%x was refused in %s with %s"
                            .formatted(
                                    Integer.toUnsignedString(region),
                                    offset,
                                    device.where(),
                                    Errno.name(event.result())),
                    region,
                    origin);
        }
    }

    private void checkRefused(Watched device, Envelope event, String what, int region, int origin) {
        if (device.isPresumably(StateV2.RUNNING)) {
            watch.report(QuietRules.R_73, event, () -> "an access to " + what + "; expected an answer");
        } else if (device.isSurely(StateV2.RUNNING_P2P, StateV2.PRE_COPY_P2P) && origin != CPU) {
            watch.report(QuietRules.R_74, event, () -> "an access of a peer to " + what + "; expected an answer");
        } else if (device.isSurely(StateV2.PRE_COPY, StateV2.PRE_COPY_P2P) && answered(device, region)) {
            watch.report(
                    QuietRules.R_76, event, () -> "an access to " + what + "; expected an answer, as before PRE_COPY");
        }
    }

    private static boolean answered(Watched device, int region) {
        return region >= 0 && region < Long.SIZE && (device.answeringRegions >> region & 1) != 0;
    }
}
