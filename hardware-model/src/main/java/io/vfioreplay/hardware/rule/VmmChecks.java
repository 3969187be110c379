package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.Map;
import java.util.function.Predicate;

/** Checks of what a VMM does with its devices. */
final class VmmChecks implements PartialEventSink {

    private static final int P2P = FeatureSet.STOP_COPY_P2P.flags() & ~FeatureSet.STOP_COPY.flags();
    private static final int NONE = -1;

    private final Watch watch;

    VmmChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        boolean reached = device.isV2 && requested.protocol() == Protocol.V2 && event.result() == Envelope.OK;
        if (!reached || !requested.isKnown()) {
            return;
        }
        StateV2 target = StateV2.of(requested.number()).orElseThrow();
        checkBarrier(device, event, target);
        checkPeers(device, event, target);
        checkUntracked(device, event, target);
        checkHeldFd(device, event, dataFd);
    }

    private void checkBarrier(Watched device, Envelope event, StateV2 target) {
        boolean wasRunning =
                device.isPresumably(StateV2.RUNNING, StateV2.PRE_COPY, StateV2.RUNNING_P2P, StateV2.PRE_COPY_P2P);
        if (wasRunning && (target == StateV2.STOP || target == StateV2.STOP_COPY)) {
            reportLate(event, target, other -> other.isPresumably(StateV2.RUNNING, StateV2.PRE_COPY));
        } else if (!wasRunning && target == StateV2.RUNNING) {
            reportLate(event, target, other -> other.isSurely(StateV2.RESUMING));
        } else if (target == StateV2.RUNNING && device.isSurely(StateV2.RUNNING_P2P)) {
            reportLate(event, target, other -> other.isSurely(StateV2.RESUMING));
        }
    }

    private void reportLate(Envelope event, StateV2 target, Predicate<Watched> isLate) {
        int late = findOther(event, other -> (other.features & P2P) != 0 && isLate.test(other));
        if (late != NONE) {
            String where = watch.where(late);
            watch.report(
                    VmmRules.R_125,
                    event,
                    () -> "the device went to %s while device%d is in %s; expected all devices in a P2P state first"
                            .formatted(target, late, where));
        }
    }

    private void checkPeers(Watched device, Envelope event, StateV2 target) {
        boolean begins = target.isSaving() && device.session.kind == Session.Kind.NONE;
        if (!begins || device.features == Walks.FEATURES_UNKNOWN) {
            return;
        }
        boolean hasP2p = (device.features & P2P) != 0;
        int other = findOther(
                event, peer -> peer.features != Walks.FEATURES_UNKNOWN && !(hasP2p && (peer.features & P2P) != 0));
        if (other != NONE) {
            watch.report(
                    VmmRules.R_127,
                    event,
                    () -> "%s begins beside device%d, and not both of them have P2P".formatted(target, other));
        }
    }

    private int findOther(Envelope event, Predicate<Watched> isMeant) {
        for (Map.Entry<Integer, Watched> entry : watch.devices()) {
            Watched other = entry.getValue();
            boolean isOpen = other.isV2 && other.basis != Watched.Basis.NOTHING;
            if (entry.getKey() != event.device() && isOpen && isMeant.test(other)) {
                return entry.getKey();
            }
        }
        return NONE;
    }

    private void checkUntracked(Watched device, Envelope event, StateV2 target) {
        boolean otherwise = device.container.active == Logging.Active.YES || watch.shared.active == Logging.Active.YES;
        int refused = device.logging.startRefused;
        if (target == StateV2.STOP_COPY && refused != 0 && !otherwise) {
            watch.report(
                    ContainerRules.R_124,
                    event,
                    () ->
                            "the migration goes on to STOP_COPY although logging could not be started (%s) and nothing else tracks"
                                    .formatted(Errno.name(refused)));
        }
    }

    private void checkHeldFd(Watched device, Envelope event, int dataFd) {
        Session session = device.session;
        int held = session.dataFd == Session.NO_FD ? session.deadFd : session.dataFd;
        if (dataFd != NO_DATA_FD && held != Session.NO_FD && held != dataFd) {
            watch.report(
                    VmmRules.R_128,
                    event,
                    () -> "data_fd %d was returned while data_fd %d is still held; its session ended unseen"
                            .formatted(dataFd, held));
        }
    }

    @Override
    public void vcpusStarted(Envelope event, Payload reason) {
        for (Map.Entry<Integer, Watched> entry : watch.devices()) {
            String lost = entry.getValue().setup.lost();
            if (!lost.isEmpty()) {
                watch.reports.add(
                        VmmRules.R_132,
                        event.position(),
                        entry.getKey(),
                        () -> "the VCPUs run again after a reset of the device, and nobody set up %s again"
                                .formatted(lost));
            }
        }
    }
}
