package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;

/** Moves what is believed about a device past an event; it runs behind the checks, which see the device before it. */
final class Tracker implements PartialEventSink {

    private static final int FEATURE_PRECOPY_INFO_V2 = 12;
    private static final int SET = 2;
    private static final int PROBE = 4;
    private static final int UNMAP_ALL = 2;

    private final Watch watch;

    Tracker(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void deviceOpened(Envelope event, Protocol protocol, Payload name) {
        watch.of(event).opened(protocol == Protocol.V2);
    }

    @Override
    public void deviceClosed(Envelope event) {
        watch.of(event).forget();
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (event.succeeded()) {
            watch.of(event).wasReset(event, cause == ResetCause.FLR || cause == ResetCause.BUS);
        } else if (event.result() == Envelope.UNANSWERED) {
            watch.of(event).forget();
        }
    }

    @Override
    public void featureRequested(Envelope event, int feature, int operations) {
        boolean isSet = (operations & SET) != 0 && (operations & PROBE) == 0;
        if (feature == FEATURE_PRECOPY_INFO_V2 && isSet && event.result() == Envelope.OK) {
            watch.of(event).optedIntoReinit = true;
        }
    }

    @Override
    public void migrationFeaturesRead(Envelope event, long flags) {
        Watched device = watch.of(event);
        device.featuresRead = true;
        boolean legal = flags == 1 || flags == 3 || flags == 5 || flags == 7;
        if (event.result() == Envelope.OK && legal) {
            device.features = (int) flags;
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        boolean known = requested.protocol() == Protocol.V2 && requested.isKnown();
        if (!device.isV2 || requested.protocol() != Protocol.V2) {
            return;
        }
        if (event.result() > 0) {
            device.requestFailed(event, known ? requested.number() : 0);
        } else if (event.result() == Envelope.OK && known) {
            device.stateReached(event, requested.number(), dataFd);
        } else {
            device.forget();
        }
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        Watched device = watch.of(event);
        boolean known = state.protocol() == Protocol.V2 && state.isKnown();
        if (device.isV2 && known && event.result() == Envelope.OK && device.isSettled(event)) {
            device.stateSeen(state.number());
            device.lateError = 0;
        }
    }

    @Override
    public void migrationDataRead(Envelope event, int dataFd, long requested, long count, Payload data) {
        Watched device = watch.of(event);
        Session session = device.session;
        if (event.result() > 0) {
            session.readRefused = true;
        }
        if (event.result() != Envelope.OK) {
            return;
        }
        if (device.isSurely(StateV2.STOP_COPY)) {
            session.stopCopyBytes += count;
            session.endRead |= count == 0;
            session.shortRead = Long.compareUnsigned(count, requested) < 0;
        } else if (device.isSurely(StateV2.PRE_COPY, StateV2.PRE_COPY_P2P)) {
            session.precopyBytes += count;
        }
    }

    @Override
    public void migrationDataWritten(Envelope event, int dataFd, long declared, long count, Payload data) {
        Session session = watch.of(event).session;
        session.lastWriteRefused = event.result() > 0;
        if (event.result() == Envelope.OK) {
            session.writtenBytes += count;
        }
    }

    @Override
    public void dataFdClosed(Envelope event, int dataFd) {
        Session session = watch.of(event).session;
        session.deadFd = session.deadFd == dataFd ? Session.NO_FD : session.deadFd;
        session.dataFd = session.dataFd == dataFd ? Session.NO_FD : session.dataFd;
    }

    @Override
    public void precopyInfoRead(Envelope event, long initial, long dirty, long flags) {
        if (event.result() == Envelope.OK) {
            watch.of(event).session.initialBytes = initial;
            watch.of(event).session.dirtyBytes = dirty;
        }
    }

    @Override
    public void dirtyTrackingStarted(Envelope event, TrackingScope scope, long pageSize, Payload ranges) {
        Logging logging = watch.of(event).logging;
        if (scope == TrackingScope.DEVICE && event.result() == Envelope.OK) {
            logging.begin();
        } else if (scope == TrackingScope.DEVICE && event.result() == Envelope.UNANSWERED) {
            logging.active = Logging.Active.UNKNOWN;
        } else if (scope == TrackingScope.DEVICE && logging.active != Logging.Active.YES) {
            logging.startRefused = Math.max(0, event.result());
        }
    }

    @Override
    public void dirtyTrackingStopped(Envelope event, TrackingScope scope) {
        if (scope == TrackingScope.DEVICE) {
            watch.of(event).logging.active = event.result() == Envelope.OK ? Logging.Active.NO : Logging.Active.UNKNOWN;
        }
    }

    @Override
    public void dirtyPagesReported(
            Envelope event, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        Logging logging = watch.of(event).logging;
        boolean counts = scope == TrackingScope.DEVICE && logging.active == Logging.Active.YES;
        if (counts && event.result() == Envelope.OK) {
            logging.reported(iova, size);
        } else if (counts && event.result() > 0 && !logging.isByMessage(iova, size)) {
            logging.failed = event.result();
        }
    }

    @Override
    public void dmaMapped(Envelope event, long iova, long size, MappingKind backing, long flags, long fileOffset) {
        if (event.succeeded()) {
            watch.of(event).logging.mapped(iova, size, backing);
        }
    }

    @Override
    public void dmaUnmapped(Envelope event, long iova, long size, long flags, Payload bitmap) {
        if (event.succeeded()) {
            watch.of(event).logging.unmapped(iova, size, (flags & UNMAP_ALL) != 0);
        }
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        if (direction == DmaDirection.WRITE && target == RAM && event.succeeded()) {
            watch.of(event).logging.written(address, length);
        }
    }

    @Override
    public void mmioRead(Envelope event, int region, long offset, int length, int origin, Payload data) {
        answered(event, region);
    }

    @Override
    public void mmioWritten(Envelope event, int region, long offset, int length, int origin, Payload data) {
        answered(event, region);
    }

    private void answered(Envelope event, int region) {
        boolean ok = event.result() == Envelope.OK && region >= 0 && region < Long.SIZE;
        if (ok && watch.of(event).isPresumably(StateV2.RUNNING)) {
            watch.of(event).answeringRegions |= 1L << region;
        }
    }

    @Override
    public void eventsLost(Envelope event, long count, GapCause cause, Payload text) {
        forget(event);
    }

    @Override
    public void captureDamaged(Envelope event, DamageKind damage, long byteOffset, long length, Payload text) {
        if (losesEvents(damage)) {
            forget(event);
        }
    }

    /** Whether events may be missing where a capture is damaged like this. */
    static boolean losesEvents(DamageKind damage) {
        return switch (damage) {
            case CUT, UNEXPECTED_REPLY, FRAMING, CONTAINER, RECORD -> true;
            case LENGTH, UNKNOWN_COMMAND, FIELD, USELESS -> false;
        };
    }

    private void forget(Envelope event) {
        if (event.device() == Envelope.HOST) {
            watch.all().forEach(Watched::forget);
        } else {
            watch.of(event).forget();
        }
    }
}
