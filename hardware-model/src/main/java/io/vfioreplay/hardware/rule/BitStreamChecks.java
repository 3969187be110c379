package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

/** Checks of what v1 writes do to window and stream. */
final class BitStreamChecks implements PartialEventSink {

    private final Watch watch;

    BitStreamChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        boolean isV1 = !device.isV2 && requested.protocol() != Protocol.V2;
        if (isV1 && StateV1.has(requested.number(), StateV1.RUNNING)) {
            device.v1.stream.undrained = ""; // Who wants the device back, even in vain, has given the migration up.
        }
        if (!isV1 || !WatchedV1.isRequestable(requested.number()) || device.v1.state == WatchedV1.UNKNOWN) {
            return;
        }
        int target = requested.number();
        boolean wasResuming = device.v1.isInPhase(StateV1.RESUMING);
        boolean isResuming = StateV1.has(target, StateV1.RESUMING);
        if (wasResuming && !isResuming) {
            checkLoad(device.v1, event, target);
        } else if (!wasResuming && isResuming) {
            checkFresh(device.v1, event);
        }
        if (event.result() == Envelope.OK && device.v1.isSettled(event)) {
            checkExternal(device.v1, event, wasResuming != isResuming);
            checkSession(device.v1, event, target);
        } else if (event.result() > 0 && (target & StateV1.PHASE) == StateV1.SAVING) {
            checkDisturbed(event, "the write of %s".formatted(WatchedV1.name(target)));
        }
    }

    private void checkLoad(WatchedV1 device, Envelope event, int target) {
        if (!device.stream.lastWriteRefused) {
            return;
        }
        if (StateV1.has(target, StateV1.RUNNING)) {
            watch.report(
                    BitActionRules.R_20,
                    event,
                    () -> "%s was written after the device had refused a piece of the stream; expected a reset"
                            .formatted(WatchedV1.name(target)));
        }
        long written = device.stream.writtenBytes;
        if (event.result() == Envelope.OK && written > 0) {
            watch.report(
                    BitActionRules.R_19,
                    event,
                    () -> "the device went to %s with %d bytes written and the last piece refused; expected an error"
                            .formatted(WatchedV1.name(target), written));
        }
    }

    private void checkFresh(WatchedV1 device, Envelope event) {
        if (device.dialect.protocol() == Protocol.V1_RFC2 && device.hasRun && !device.isInPhase(StateV1.ERROR)) {
            watch.report(
                    BitActionRules.R_21,
                    event,
                    () ->
                            "RESUMING was requested of a device that has run since it was opened or reset; expected a reset before");
        }
    }

    private void checkExternal(WatchedV1 device, Envelope event, boolean changesResuming) {
        long at = device.stream.externalAt;
        boolean within = Watched.hasDuration(event) && at != Envelope.NO_TIME && at >= Watched.began(event);
        if (changesResuming && within) {
            watch.report(
                    BitActionRules.R_33,
                    event,
                    () ->
                            "state of another subsystem changed while RESUMING was entered or left; expected it untouched");
        }
    }

    private void checkSession(WatchedV1 device, Envelope event, int target) {
        StreamV1 stream = device.stream;
        int phase = target & StateV1.PHASE;
        if (device.isInPhase(0) && phase == StateV1.SAVING && stream.droppedBytes > 0) {
            watch.report(
                    BitActionRules.R_16,
                    event,
                    () ->
                            "a new stream begins, but %d bytes of pre-copy belong to one that ended; expected 0x3 to lead to 0x2"
                                    .formatted(stream.droppedBytes));
        }
        if (device.isInPhase(StateV1.SAVING) && phase != StateV1.SAVING) {
            checkRepetition(device, event);
        }
        checkDrained(device, event, phase);
    }

    private void checkRepetition(WatchedV1 device, Envelope event) {
        if (device.stream.repetition.isWhole()) {
            watch.report(
                    BitActionRules.R_15,
                    event,
                    () ->
                            "the stop-copy stream began with all %d bytes of pre-copy again; expected pre-copy to be empty on a device that does not log"
                                    .formatted(device.stream.repetition.precopyBytes()));
        }
    }

    private void checkDrained(WatchedV1 device, Envelope event, int phase) {
        StreamV1 stream = device.stream;
        boolean ended = stream.endRead || !stream.hasData || stream.refused;
        if (device.isInPhase(StateV1.SAVING) && phase == 0 && !ended) {
            stream.undrainedPosition = event.position();
            stream.undrained = stream.pending == StreamV1.NOT_READ
                    ? "0x2 was left for 0x0 and pending_bytes was never read in it; what it held is missing at the destination"
                    : "0x2 was left for 0x0 while pending_bytes was %s; what it held is missing at the destination"
                            .formatted(Long.toUnsignedString(stream.pending));
        } else if (StateV1.has(phase, StateV1.RESUMING)) {
            reportUndrained(stream, event.device());
        } else if (phase != 0) {
            stream.undrained = "";
        }
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (event.succeeded()) {
            watch.of(event).v1.stream.undrained = "";
        }
    }

    @Override
    public void deviceClosed(Envelope event) {
        finish(watch.of(event), event.device());
    }

    /** A migration that was not given up by now was meant: the missing end of its stream counts. */
    void finish(Watched device, int index) {
        reportUndrained(device.v1.stream, index);
    }

    private void reportUndrained(StreamV1 stream, int index) {
        if (!stream.undrained.isEmpty()) {
            String message = stream.undrained;
            stream.undrained = "";
            watch.report(BitActionRules.R_17, stream.undrainedPosition, index, () -> message);
        }
    }

    @Override
    public void migrationRegisterRead(Envelope event, int offset, int width, long value) {
        Watched device = watch.of(event);
        if (device.isV2 || offset < RegisterV1.PENDING_BYTES) {
            return;
        }
        if (event.result() > 0) {
            checkDisturbed(event, "the read of %s".formatted(RegisterV1.name(offset)));
        }
        boolean isPending = offset == RegisterV1.PENDING_BYTES && width == Long.BYTES;
        boolean counts = event.result() == Envelope.OK && device.v1.isSettled(event);
        if (isPending && counts && device.v1.isInPhase(StateV1.SAVING)) {
            checkPending(device.v1.stream, event, value);
        }
    }

    private void checkPending(StreamV1 stream, Envelope event, long value) {
        boolean hadData = stream.pending != StreamV1.NOT_READ && stream.pending != 0 && !stream.takenSince;
        if (stream.rewritten && value == 0 && hadData) {
            watch.report(
                    BitActionRules.R_63,
                    event,
                    () -> "pending_bytes fell from %s to 0 when 0x2 was written again; expected the data to stay"
                            .formatted(Long.toUnsignedString(stream.pending)));
        } else if (stream.rewritten && value != 0 && stream.endRead) {
            watch.report(
                    BitActionRules.R_63,
                    event,
                    () -> "pending_bytes rose from 0 to %s when 0x2 was written again; expected no second capture"
                            .formatted(Long.toUnsignedString(value)));
        }
        if (value == 0 && stream.changedUnsent) {
            watch.report(
                    BitActionRules.R_31,
                    event,
                    () ->
                            "the device changed in pre-copy after its last data, and the stop-copy stream is empty; expected the change in it");
        }
    }

    @Override
    public void migrationWindowRead(Envelope event, long offset, int length, Payload data) {
        Watched device = watch.of(event);
        if (device.isV2) {
            return;
        }
        if (event.result() > 0) {
            checkDisturbed(event, "a read of migration data");
        } else if (event.result() == Envelope.OK && device.v1.isSettled(event) && holdsData(data)) {
            checkLeftover(device.v1, event, data.length());
        }
    }

    /** ours: zeros are what an empty window may read as. */
    private static boolean holdsData(Payload data) {
        for (int i = 0; i < data.length(); i++) {
            if (data.byteAt(i) != 0) {
                return true;
            }
        }
        return false;
    }

    private void checkLeftover(WatchedV1 device, Envelope event, int count) {
        StreamV1 stream = device.stream;
        boolean isClosed = device.isInPhase(0, StateV1.RUNNING);
        if (isClosed && stream.ended == StreamV1.Ended.RESET) {
            watch.report(
                    BitRules.R_49,
                    event,
                    () -> "%d bytes of migration data were read after a reset; expected the window to be empty"
                            .formatted(count));
        } else if (isClosed && stream.ended == StreamV1.Ended.SAVING_CLEARED) {
            watch.report(
                    BitActionRules.R_22,
                    event,
                    () -> "%d bytes of migration data were read in %s; expected the window to be empty without SAVING"
                            .formatted(count, device.where()));
        } else if (!isClosed && stream.emptied) {
            watch.report(
                    BitActionRules.R_14,
                    event,
                    () -> "%d bytes were read in %s before the device made any available; expected an empty window"
                            .formatted(count, device.where()));
        }
    }

    private void checkDisturbed(Envelope event, String what) {
        if (watch.of(event).v1.stream.disturbed) {
            watch.report(
                    BitActionRules.R_33,
                    event,
                    () ->
                            "%s failed with %s right after state of another subsystem had changed; expected that to do no harm"
                                    .formatted(what, Errno.name(event.result())));
        }
    }
}
