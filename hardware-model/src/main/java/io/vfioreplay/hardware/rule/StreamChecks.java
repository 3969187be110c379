package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.StateV2;

/** Checks of the stream and of the pre-copy estimate. */
final class StreamChecks implements PartialEventSink {

    private static final int REINIT = 1;

    private final Watch watch;

    StreamChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void migrationDataRead(Envelope event, int dataFd, long requested, long count, Payload data) {
        Watched device = watch.of(event);
        if (!device.isV2 || !device.isSettled(event)) {
            return;
        }
        if (event.result() == Envelope.OK && count > 0) {
            checkMoved(device, event, dataFd, count);
        } else if (event.result() == Envelope.OK && isPrecopy(device) && watch.seesDataFd()) {
            watch.report(
                    SessionRules.R_95,
                    event,
                    () -> "a read in %s answered 0 bytes; expected ENOMSG".formatted(device.where()));
        } else if (event.result() == Errno.ENOMSG && device.isSurely(StateV2.STOP_COPY)) {
            watch.report(
                    SessionRules.R_96,
                    event,
                    () -> "a read in STOP_COPY answered ENOMSG; expected data, or 0 bytes as the end");
        }
    }

    private void checkMoved(Watched device, Envelope event, int dataFd, long count) {
        boolean dead = dataFd != NO_DATA_FD && dataFd == device.session.deadFd;
        boolean none = dataFd == NO_DATA_FD && device.isSurely(StateV2.STOP, StateV2.RUNNING, StateV2.RUNNING_P2P);
        if (dead || none) {
            watch.report(
                    SessionRules.R_91,
                    event,
                    () -> "%d bytes were read in %s from a session that is over; expected an error"
                            .formatted(count, device.where()));
        } else if (device.isSurely(StateV2.RESUMING)) {
            watch.report(
                    QuietRules.R_77,
                    event,
                    () -> "%d bytes of migration data were read in RESUMING; expected an error".formatted(count));
        } else if (device.isSurely(StateV2.STOP_COPY) && device.session.endRead) {
            watch.report(
                    SessionRules.R_96,
                    event,
                    () -> "%d more bytes were read after the end of the stream; expected 0 for ever".formatted(count));
        }
    }

    @Override
    public void migrationDataWritten(Envelope event, int dataFd, long declared, long count, Payload data) {
        Watched device = watch.of(event);
        boolean moved = device.isV2 && event.result() == Envelope.OK && count > 0 && device.isSettled(event);
        boolean dead = dataFd != NO_DATA_FD && dataFd == device.session.deadFd;
        boolean none = dataFd == NO_DATA_FD && device.basis != Watched.Basis.OPENED && !device.mayBe(StateV2.RESUMING);
        if (moved && (dead || none)) {
            watch.report(
                    SessionRules.R_91,
                    event,
                    () -> "%d bytes were loaded in %s and no loading session is open; expected an error"
                            .formatted(count, device.where()));
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        boolean refused = event.result() > 0 && requested.equals(StateV2.STOP_COPY.asDeviceState());
        Session session = device.session;
        if (device.isV2 && refused && isPrecopy(device) && (session.initialBytes > 0 || session.dirtyBytes > 0)) {
            watch.report(
                    SessionRules.R_98,
                    event,
                    () ->
                            "STOP_COPY was refused with %s while %d initial and %d dirty bytes were left; expected success at any time"
                                    .formatted(Errno.name(event.result()), session.initialBytes, session.dirtyBytes));
        }
    }

    @Override
    public void precopyInfoRead(Envelope event, long initial, long dirty, long flags) {
        Watched device = watch.of(event);
        if (!device.isV2 || !device.isSettled(event)) {
            return;
        }
        boolean mayBePrecopy = device.mayBe(StateV2.PRE_COPY) || device.mayBe(StateV2.PRE_COPY_P2P);
        if (event.result() == Envelope.OK && !mayBePrecopy && device.basis != Watched.Basis.OPENED) {
            watch.report(
                    SessionRules.R_101,
                    event,
                    () -> "the pre-copy estimate was answered in %s; expected EINVAL".formatted(device.where()));
        } else if (event.result() > 0 && isPrecopy(device)) {
            watch.report(
                    SessionRules.R_101,
                    event,
                    () -> "the pre-copy estimate was refused in %s with %s; expected an answer"
                            .formatted(device.where(), Errno.name(event.result())));
        } else if (event.result() == Envelope.OK) {
            checkGrowth(device, event, initial, flags);
        }
    }

    private void checkGrowth(Watched device, Envelope event, long initial, long flags) {
        long before = device.session.initialBytes;
        boolean flagged = (flags & REINIT) != 0;
        boolean announced = flagged && device.optedIntoReinit;
        if (before == Session.NOT_TOLD || Long.compareUnsigned(initial, before) <= 0 || announced) {
            return;
        }
        boolean isReinit = flagged || device.optedIntoReinit;
        String why = flagged ? "REINIT was never asked for" : "REINIT was not announced";
        watch.report(
                isReinit ? SessionRules.R_103 : SessionRules.R_102,
                event,
                () -> "initial_bytes grew from %s to %s and %s"
                        .formatted(Long.toUnsignedString(before), Long.toUnsignedString(initial), why));
    }

    private static boolean isPrecopy(Watched device) {
        return device.isSurely(StateV2.PRE_COPY, StateV2.PRE_COPY_P2P);
    }
}
