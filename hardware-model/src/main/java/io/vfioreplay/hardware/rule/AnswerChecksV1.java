package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

/** Checks of the answers of v1 devices: refused (C-11 to C-13) and missing ones (C-09), and ERROR reported (C-14). */
final class AnswerChecksV1 implements PartialEventSink {

    private final Watch watch;

    AnswerChecksV1(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        WatchedV1 device = watch.of(event).v1;
        if (event.result() <= 0 || watch.of(event).isV2 || requested.protocol() == Protocol.V2) {
            return;
        }
        String what = "the request of " + requested.label();
        if (!WatchedV1.isRequestable(requested.number()) || device.surelyHas(StateV1.ERROR)) {
            refused(event, RecordingRules.C_13, what);
        } else if (isMoving(device)) {
            refused(event, RecordingRules.C_11, what + " in " + device.where());
        } else {
            refused(event, RecordingRules.C_12, what);
        }
    }

    private static boolean isMoving(WatchedV1 device) {
        boolean isError = device.surelyHas(StateV1.ERROR);
        return !isError && (device.surelyHas(StateV1.SAVING) || device.surelyHas(StateV1.RESUMING));
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        Watched device = watch.of(event);
        boolean isV1 = !device.isV2 && state.protocol() != Protocol.V2;
        boolean isError = (state.number() & StateV1.PHASE) == StateV1.ERROR;
        if (isV1 && event.succeeded() && isError && !device.v1.surelyHas(StateV1.ERROR)) {
            watch.report(
                    RecordingRules.C_14,
                    event,
                    () -> "the device reports ERROR; before it was in %s".formatted(device.v1.where()));
        }
    }

    @Override
    public void migrationRegisterRead(Envelope event, int offset, int width, long value) {
        check(event, "reading " + RegisterV1.name(offset), RegisterV1.isWhole(offset, width));
    }

    @Override
    public void migrationRegisterWritten(Envelope event, int offset, int width, long value) {
        check(event, "writing " + RegisterV1.name(offset), RegisterV1.isWhole(offset, width));
    }

    @Override
    public void migrationWindowRead(Envelope event, long offset, int length, Payload data) {
        check(event, "reading %d bytes of migration data".formatted(length), true);
    }

    @Override
    public void migrationWindowWritten(Envelope event, long offset, int length, Payload data) {
        check(event, "loading %d bytes of migration data".formatted(length), true);
    }

    /** An access that has to be refused is only a probe. */
    private void check(Envelope event, String what, boolean whole) {
        if (event.result() == Envelope.UNANSWERED) {
            watch.report(RecordingRules.C_09, event, () -> what + " was never answered");
        } else if (event.result() > 0 && event.result() != Errno.EAGAIN) {
            WatchedV1 device = watch.of(event).v1;
            refused(event, whole && isMoving(device) ? RecordingRules.C_11 : RecordingRules.C_13, what);
        }
    }

    private void refused(Envelope event, Rule rule, String what) {
        watch.report(rule, event, () -> what + " was refused with " + Errno.name(event.result()));
    }
}
