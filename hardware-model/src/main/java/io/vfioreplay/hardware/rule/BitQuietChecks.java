package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

/**
 * Checks of what a v1 device does and suffers for as long as it is in a state.
 *
 * <p>What breaks the silence is reported at the next state request: it may have been under way, and may be what let the device
 * run again.
 */
final class BitQuietChecks implements PartialEventSink {

    private static final int QUIET_RUNNING = StateV1.NDMA | StateV1.RUNNING;

    private final Watch watch;

    BitQuietChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void dmaIssued(Envelope event, long id, int target, DmaDirection direction, long address, long length) {
        checkDma(event, address);
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        checkDma(event, address);
    }

    private void checkDma(Envelope event, long address) {
        WatchedV1 device = watch.of(event).v1;
        String what = "made DMA to 0x%x".formatted(address);
        boolean offersNdma = device.surelyOffersNdma();
        if (offersNdma && device.surelyHas(QUIET_RUNNING)) {
            suspect(BitActionRules.R_24, event, true, what);
        } else if (offersNdma && device.isInPhase(StateV1.ERROR)) {
            suspect(BitActionRules.R_30, event, true, what);
        } else {
            checkStopped(event, true, what);
        }
    }

    @Override
    public void interruptRaised(Envelope event, int index, int vector) {
        checkStopped(event, false, "raised interrupt %d of type %d".formatted(vector, index));
    }

    @Override
    public void internalStateChanged(Envelope event, Payload digest) {
        if (!watch.of(event).v1.isInPhase(StateV1.RESUMING)) {
            checkStopped(event, false, "changed its inner state");
        }
    }

    private void checkStopped(Envelope event, boolean isDma, String what) {
        WatchedV1 device = watch.of(event).v1;
        if (device.isInPhase(0, StateV1.SAVING, StateV1.RESUMING)) {
            suspect(device.justStopped ? BitRules.R_05 : BitActionRules.R_25, event, isDma, what);
        }
    }

    private void suspect(Rule rule, Envelope event, boolean isDma, String what) {
        Watched device = watch.of(event);
        if (!device.isV2 && device.v1.isSettled(event)) {
            device.v1.suspicions.hold(new SuspicionsV1.Suspicion(
                    rule, event.position(), event.timeNanos(), isDma, what, device.v1.where()));
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        if (device.isV2 || requested.protocol() == Protocol.V2) {
            return;
        }
        boolean runs = StateV1.has(requested.number(), StateV1.RUNNING);
        boolean ndma = device.v1.surelyOffersNdma() && StateV1.has(requested.number(), StateV1.NDMA);
        boolean entersQuiet = runs && ndma && event.result() == Envelope.OK && device.v1.surelyLacks(StateV1.RUNNING);
        device.v1.suspicions.decide(
                one -> runs && one.isWithin(event) && !(ndma && device.v1.surelyHas(StateV1.RUNNING)),
                one -> {
                    if (entersQuiet && one.isDma()) {
                        reportEarly(event, one, requested.number());
                    }
                },
                one -> report(event, one));
    }

    private void reportEarly(Envelope event, SuspicionsV1.Suspicion one, int requested) {
        watch.report(
                BitActionRules.R_23,
                one.position(),
                event.device(),
                () -> "the device %s within the write of %s; expected NDMA to be set before RUNNING"
                        .formatted(one.what(), WatchedV1.name(requested)));
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (!watch.of(event).isV2) {
            watch.of(event).v1.suspicions.decide(one -> one.isWithin(event), one -> {}, one -> report(event, one));
        }
    }

    @Override
    public void deviceClosed(Envelope event) {
        finish(watch.of(event), event.device());
    }

    /** Reports what is held: nothing comes any more that could excuse it. */
    void finish(Watched device, int index) {
        device.v1.suspicions.decide(
                one -> false, one -> {}, one -> watch.report(one.rule(), one.position(), index, one::message));
    }

    private void report(Envelope event, SuspicionsV1.Suspicion one) {
        watch.report(one.rule(), one.position(), event.device(), one::message);
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
        if (device.isV2 || !device.v1.isSettled(event)) {
            return;
        }
        String place = "region %s at 0x%x".formatted(Integer.toUnsignedString(region), offset);
        if (device.v1.isInPhase(StateV1.SAVING, StateV1.RESUMING)) {
            String who = origin == CPU ? "the VMM" : "the peer device" + origin;
            watch.report(
                    BitActionRules.R_26,
                    event,
                    () -> "%s touched %s in %s; expected nobody to".formatted(who, place, device.v1.where()));
        } else if (event.result() > 0 && device.v1.isInPhase(StateV1.RUNNING, StateV1.RUNNING | StateV1.SAVING)) {
            watch.report(
                    BitActionRules.R_28,
                    event,
                    () -> "an access to %s was refused in %s with %s; expected an answer"
                            .formatted(place, device.v1.where(), Errno.name(event.result())));
        }
    }
}
