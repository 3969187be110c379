package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;

/** Checks of answers, whatever was asked: refused (C-11 to C-13, C-15) and missing ones (C-09, C-10). */
final class AnswerChecks implements PartialEventSink {

    private final Watch watch;

    AnswerChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        if (event.result() == Envelope.OK) {
            return;
        }
        Watched device = watch.of(event);
        String what = "the request of " + requested.label();
        if (checkMissing(event, RecordingRules.C_09, what) || !device.isV2 || requested.protocol() != Protocol.V2) {
            return;
        }
        boolean legal = requested.number() != 0 && Walks.offers(device.features, requested.number());
        boolean blocked = device.isPresumably(StateV2.STOP_COPY) && Watched.isPrecopy(requested.number());
        if (!legal || blocked || device.isSurely(StateV2.ERROR) || isProbeOfP2p(device, requested)) {
            checkRefused(event, RecordingRules.C_13, what);
        } else if (isOpen(device.session)) {
            checkRefused(event, RecordingRules.C_11, what + " in " + device.where());
        } else {
            checkRefused(event, RecordingRules.C_12, what);
        }
    }

    /** Many devices have no P2P, so that a client which never asked for the features must expect a refusal. */
    private static boolean isProbeOfP2p(Watched device, DeviceState requested) {
        boolean p2p = requested.number() == StateV2.RUNNING_P2P.number()
                || requested.number() == StateV2.PRE_COPY_P2P.number();
        return p2p && device.features == Walks.FEATURES_UNKNOWN;
    }

    private static boolean isOpen(Session session) {
        return session.kind == Session.Kind.SAVING || session.kind == Session.Kind.RESUMING;
    }

    @Override
    public void migrationDataRead(Envelope event, int dataFd, long requested, long count, Payload data) {
        if (event.result() == Envelope.OK) {
            return;
        }
        String what = "reading %d bytes of migration data".formatted(requested);
        boolean isEmpty = event.result() == Errno.ENOMSG || event.result() == Errno.EAGAIN;
        if (!checkMissing(event, RecordingRules.C_09, what) && !isEmpty) {
            checkData(event, Session.Kind.SAVING, what);
        }
    }

    @Override
    public void migrationDataWritten(Envelope event, int dataFd, long declared, long count, Payload data) {
        if (event.result() == Envelope.OK) {
            return;
        }
        String what = "loading %d bytes of migration data".formatted(count);
        if (!checkMissing(event, RecordingRules.C_09, what) && event.result() != Errno.EAGAIN) {
            checkData(event, Session.Kind.RESUMING, what);
        }
    }

    private void checkData(Envelope event, Session.Kind needed, String what) {
        Watched device = watch.of(event);
        boolean isPartOfMigration = device.isV2 && device.session.kind == needed;
        Rule rule = isPartOfMigration ? RecordingRules.C_11 : RecordingRules.C_13;
        checkRefused(event, rule, isPartOfMigration ? what + " in " + device.where() : what);
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (!checkMissing(event, RecordingRules.C_09, "a reset")) {
            checkRefused(event, RecordingRules.C_15, "a reset");
        }
    }

    /** Every request without a rule of its own; refusals of register accesses belong to. */
    private void check(Envelope event, EventKind kind) {
        if (event.result() != Envelope.OK && !checkMissing(event, RecordingRules.C_10, request(kind))) {
            checkRefused(event, RecordingRules.C_13, request(kind));
        }
    }

    private void checkAccess(Envelope event, EventKind kind) {
        if (event.result() == Envelope.UNANSWERED) {
            checkMissing(event, RecordingRules.C_10, request(kind));
        }
    }

    private static String request(EventKind kind) {
        return "a request (" + kind.label() + ")";
    }

    private boolean checkMissing(Envelope event, Rule rule, String what) {
        if (event.result() == Envelope.UNANSWERED) {
            watch.report(rule, event, () -> what + " was never answered");
            return true;
        }
        return false;
    }

    private void checkRefused(Envelope event, Rule rule, String what) {
        if (event.result() > 0) {
            watch.report(rule, event, () -> what + " was refused with " + Errno.name(event.result()));
        }
    }

    @Override
    public void migrationFeaturesRead(Envelope event, long flags) {
        check(event, EventKind.MIGRATION_FEATURES_READ);
    }

    @Override
    public void featureRequested(Envelope event, int feature, int operations) {
        check(event, EventKind.FEATURE_REQUESTED);
    }

    @Override
    public void otherRequest(Envelope event, int command, Payload body) {
        check(event, EventKind.OTHER_REQUEST);
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        check(event, EventKind.DEVICE_STATE_READ);
    }

    @Override
    public void precopyInfoRead(Envelope event, long initial, long dirty, long flags) {
        check(event, EventKind.PRECOPY_INFO_READ);
    }

    @Override
    public void migrationDataSizeRead(Envelope event, long size) {
        check(event, EventKind.MIGRATION_DATA_SIZE_READ);
    }

    @Override
    public void dirtyTrackingStarted(Envelope event, TrackingScope scope, long pageSize, Payload ranges) {
        check(event, EventKind.DIRTY_TRACKING_STARTED);
    }

    @Override
    public void dirtyTrackingStopped(Envelope event, TrackingScope scope) {
        check(event, EventKind.DIRTY_TRACKING_STOPPED);
    }

    @Override
    public void dirtyPagesReported(
            Envelope event, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        check(event, EventKind.DIRTY_PAGES_REPORTED);
    }

    @Override
    public void dmaMapped(Envelope event, long iova, long size, MappingKind backing, long flags, long fileOffset) {
        check(event, EventKind.DMA_MAPPED);
    }

    @Override
    public void dmaUnmapped(Envelope event, long iova, long size, long flags, Payload bitmap) {
        check(event, EventKind.DMA_UNMAPPED);
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        check(event, EventKind.DMA_COMPLETED);
    }

    @Override
    public void interruptsConfigured(Envelope event, int index, int start, int count, long flags, int fds) {
        check(event, EventKind.INTERRUPTS_CONFIGURED);
    }

    @Override
    public void mmioRead(Envelope event, int region, long offset, int length, int origin, Payload data) {
        checkAccess(event, EventKind.MMIO_READ);
    }

    @Override
    public void mmioWritten(Envelope event, int region, long offset, int length, int origin, Payload data) {
        checkAccess(event, EventKind.MMIO_WRITTEN);
    }

    @Override
    public void configRead(Envelope event, long offset, int length, int origin, Payload data) {
        check(event, EventKind.CONFIG_READ);
    }

    @Override
    public void configWritten(Envelope event, long offset, int length, int origin, Payload data) {
        check(event, EventKind.CONFIG_WRITTEN);
    }
}
