package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import java.util.Map;
import java.util.OptionalInt;

/** Checks of the grace states and of what has to be over before them. */
final class GraceChecks implements PartialEventSink {

    private static final int RUNNING = StateV1.RUNNING;
    private static final int SAVING = StateV1.SAVING;
    private static final int RESUMING = StateV1.RESUMING;

    private final Watch watch;
    private final GraceBarrier barrier;

    GraceChecks(Watch watch) {
        this.watch = watch;
        this.barrier = new GraceBarrier(watch);
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        int word = requested.number();
        if (!GraceBarrier.isRfc(device) || requested.protocol() == Protocol.V2) {
            return;
        }
        checkNdma(device, event, word);
        if (event.result() != Envelope.OK) {
            return;
        }
        if (device.v1.surelyHas(RUNNING) && (word & StateV1.PHASE) == SAVING) {
            checkSave(device, event);
            checkFaults(device, event.device(), event, "SAVING without RUNNING was entered");
            checkPeerWindows(device, event);
        } else if ((word & RESUMING) != 0 && !device.v1.surelyHas(RESUMING)) {
            checkLateResume(device, event);
        } else if ((word & (RUNNING | RESUMING | StateV1.NDMA)) == RUNNING) {
            checkResume(device, event);
        }
    }

    private void checkNdma(Watched device, Envelope event, int word) {
        boolean isAbsent = device.v1.ndmaIsKnown && !device.v1.dialect.offersNdma();
        if (isAbsent && (word & StateV1.NDMA) != 0 && !device.v1.surelyHas(StateV1.NDMA)) {
            watch.report(
                    GraceRules.R_42,
                    event,
                    () -> "0x%x was written, which sets NDMA; expected not, since the device does not offer it"
                            .formatted(word));
        }
    }

    private void checkSave(Watched device, Envelope event) {
        if (!GraceBarrier.isMember(device)) {
            return;
        }
        OptionalInt other = barrier.firstMember(device, GraceBarrier::isNoisy);
        if (other.isPresent()) {
            reportPassed(event, "device%d still may make DMA".formatted(other.getAsInt()), "NDMA on all devices first");
        } else if (GraceBarrier.isNoisy(device) && barrier.members() > 1) {
            reportPassed(event, "it never was in the grace state", "NDMA on all devices first");
        } else if (watch.world.vcpus == World.Vcpus.RUNNING) {
            reportPassed(event, "the VCPUs run", "them to be stopped first");
        }
    }

    private void reportPassed(Envelope event, String why, String expected) {
        watch.report(
                GraceRules.R_34,
                event,
                () -> "the device left the grace state although %s; expected %s".formatted(why, expected));
    }

    private void checkResume(Watched device, Envelope event) {
        boolean skips = device.v1.surelyHas(RESUMING) && device.v1.surelyLacks(SAVING);
        boolean isResume = skips || (device.around.isLoaded && device.v1.surelyHas(RUNNING | StateV1.NDMA));
        if (!isResume || !GraceBarrier.isMember(device)) {
            return;
        }
        OptionalInt other = barrier.firstMember(device, GraceBarrier::isNotResumed);
        if (other.isPresent()) {
            reportPassed(
                    event,
                    "device%d does not run yet".formatted(other.getAsInt()),
                    "RUNNING with NDMA on all devices first");
        } else if (skips && barrier.members() > 1) {
            reportPassed(event, "it never was in the grace state", "RUNNING with NDMA on all devices first");
        }
    }

    private void checkLateResume(Watched device, Envelope event) {
        OptionalInt passed = barrier.firstMember(device, other -> other.around.hasPassed);
        if (GraceBarrier.isMember(device) && passed.isPresent()) {
            watch.report(
                    GraceRules.R_34,
                    event,
                    () -> "the device begins to resume, and device%d already left the grace state of this resume"
                            .formatted(passed.getAsInt()));
        }
    }

    @Override
    public void vcpusStarted(Envelope event, Payload reason) {
        OptionalInt resumed = barrier.first(device -> GraceBarrier.isMember(device) && device.around.isLoaded);
        OptionalInt late = barrier.first(
                device -> GraceBarrier.isMember(device) && device.v1.isSurely(RESUMING, RESUMING | StateV1.NDMA));
        if (event.succeeded() && resumed.isPresent() && late.isPresent()) {
            watch.reportOn(
                    GraceRules.R_34,
                    late.getAsInt(),
                    event,
                    () ->
                            "the VCPUs were started, and the device still is RESUMING; expected all devices to run first");
        }
    }

    @Override
    public void vcpusStopped(Envelope event, Payload reason) {
        if (!event.succeeded()) {
            return;
        }
        OptionalInt reached = barrier.first(GraceBarrier::isInGrace);
        for (Map.Entry<Integer, Watched> entry : watch.devices()) {
            Watched device = entry.getValue();
            if (reached.isPresent() && GraceBarrier.isMember(device) && GraceBarrier.isNoisy(device)) {
                watch.reportOn(
                        GraceRules.R_34,
                        entry.getKey(),
                        event,
                        () ->
                                "the VCPUs were stopped when device%d was in the grace state and this device was not; expected NDMA on all devices first"
                                        .formatted(reached.getAsInt()));
            }
            if (GraceBarrier.isRfc(device) && (device.v1.surelyHas(SAVING) || GraceBarrier.isInGrace(device))) {
                checkFaults(device, entry.getKey(), event, "the VCPUs were stopped");
            }
        }
    }

    private void checkFaults(Watched device, int index, Envelope event, String when) {
        if (!device.around.hasOpenFault()) {
            return;
        }
        boolean hasNoNdma = device.v1.ndmaIsKnown && !device.v1.dialect.offersNdma();
        watch.reportOn(
                hasNoNdma ? GraceRules.R_41 : GraceRules.R_35,
                index,
                event,
                () -> "%s while the device waits for %s; expected %s"
                        .formatted(
                                when,
                                device.around.openFaults(),
                                hasNoNdma ? "none on a device without NDMA" : "all faults to be finished before"));
    }

    private void checkPeerWindows(Watched device, Envelope event) {
        boolean hasNdma = !device.v1.ndmaIsKnown || device.v1.dialect.offersNdma();
        OptionalInt other = barrier.first(peer -> peer != device && !peer.isV2 && peer.v1.state != WatchedV1.UNKNOWN);
        OptionalInt mapped =
                barrier.first(holder -> !holder.around.peerWindows.first().isEmpty());
        if (!hasNdma && other.isPresent() && mapped.isPresent()) {
            watch.report(
                    GraceRules.R_41,
                    event,
                    () ->
                            "a device without NDMA is saved beside device%d while registers of a peer are mapped for DMA; expected none to be"
                                    .formatted(other.getAsInt()));
        }
    }

    @Override
    public void mmioRead(Envelope event, int region, long offset, int length, int origin, Payload data) {
        checkPeer(event, region, offset, origin);
    }

    @Override
    public void mmioWritten(Envelope event, int region, long offset, int length, int origin, Payload data) {
        checkPeer(event, region, offset, origin);
    }

    private void checkPeer(Envelope event, int region, long offset, int origin) {
        Watched device = watch.of(event);
        if (origin != CPU && GraceBarrier.isNotResumed(device) && device.v1.isSettled(event)) {
            watch.report(
                    GraceRules.R_37,
                    event,
                    () ->
                            "the peer device%d touched region %s at 0x%x in %s; expected all devices to run before any leaves NDMA"
                                    .formatted(origin, Integer.toUnsignedString(region), offset, device.v1.where()));
        }
    }
}
