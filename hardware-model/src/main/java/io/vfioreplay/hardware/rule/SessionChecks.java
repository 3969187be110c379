package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;

/** Checks of sessions when the state changes. */
final class SessionChecks implements PartialEventSink {

    private final Watch watch;

    SessionChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        StateV2 target = StateV2.of(requested.number()).orElse(StateV2.ERROR);
        if (!device.isV2 || requested.protocol() != Protocol.V2 || target == StateV2.ERROR) {
            return;
        }
        if (device.session.kind == Session.Kind.RESUMING && target != StateV2.RESUMING) {
            checkGivenUp(device, event, target);
        }
        if (event.result() == Envelope.OK && device.isSettled(event)) {
            checkDataFd(device, event, target, dataFd);
            checkWholeStream(device, event, target);
        }
    }

    private void checkGivenUp(Watched device, Envelope event, StateV2 target) {
        if (!device.session.lastWriteRefused) {
            return;
        }
        watch.report(
                QuietRules.R_80,
                event,
                () -> "%s was requested after the device had refused a piece of the stream; expected a reset"
                        .formatted(target));
        if (event.result() == Envelope.OK && device.session.writtenBytes > 0) {
            watch.report(
                    QuietRules.R_79,
                    event,
                    () -> "the device went to %s with %d bytes loaded and the last piece refused; expected an error"
                            .formatted(target, device.session.writtenBytes));
        }
    }

    private void checkDataFd(Watched device, Envelope event, StateV2 target, int dataFd) {
        boolean opens = target.isSaving() || target == StateV2.RESUMING;
        boolean isCurrent = device.basis == Watched.Basis.SEEN && device.possible == 1 << target.number();
        boolean stays = target.isSaving()
                && device.session.kind == Session.Kind.SAVING
                && device.isSurely(StateV2.PRE_COPY, StateV2.PRE_COPY_P2P, StateV2.STOP_COPY);
        if (dataFd == NO_DATA_FD) {
            boolean mustOpen = opens && device.isPresumably(StateV2.RUNNING, StateV2.RUNNING_P2P, StateV2.STOP);
            if (watch.seesDataFd() && mustOpen) {
                watch.report(
                        SessionRules.R_88,
                        event,
                        () -> "%s was reached from %s without a data_fd; expected one"
                                .formatted(target, device.where()));
            }
        } else if (!opens) {
            watch.report(
                    SessionRules.R_89,
                    event,
                    () -> "the request of %s returned data_fd %d; expected none".formatted(target, dataFd));
        } else if (isCurrent) {
            watch.report(
                    StateRules.R_69,
                    event,
                    () -> "the device was in %s already and returned data_fd %d; expected none"
                            .formatted(target, dataFd));
        } else if (stays) {
            watch.report(
                    SessionRules.R_90,
                    event,
                    () -> "going from %s to %s returned a second data_fd, %d; expected the session to go on"
                            .formatted(device.where(), target, dataFd));
        }
    }

    private void checkWholeStream(Watched device, Envelope event, StateV2 target) {
        Session session = device.session;
        if (target == StateV2.STOP_COPY && session.droppedBytes > 0 && device.isSurely(StateV2.STOP)) {
            watch.report(
                    QuietRules.R_78,
                    event,
                    () ->
                            "a new session begins, but %d bytes of pre-copy were read in a session that ended in STOP; expected PRE_COPY to lead to STOP_COPY"
                                    .formatted(session.droppedBytes));
        }
        if (target == StateV2.STOP) {
            checkDrained(device, event);
        } else {
            device.undrained = "";
        }
    }

    private void checkDrained(Watched device, Envelope event) {
        Session session = device.session;
        boolean ended = session.endRead || (session.shortRead && !watch.seesDataFd());
        boolean saving = session.kind == Session.Kind.SAVING && device.isSurely(StateV2.STOP_COPY);
        if (saving && !ended && !session.readRefused) {
            device.undrainedPosition = event.position();
            device.undrained =
                    "STOP_COPY was left for STOP after %d bytes and its end was not read; what follows them is missing at the destination"
                            .formatted(session.stopCopyBytes);
        }
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (event.succeeded()) {
            watch.of(event).undrained = "";
        }
    }

    @Override
    public void deviceClosed(Envelope event) {
        reportUndrained(watch.of(event), event.device());
    }

    /** A migration that was not given up by now was meant: the missing end of its stream counts. */
    void reportUndrained(Watched device, int index) {
        if (!device.undrained.isEmpty()) {
            String message = device.undrained;
            watch.reports.add(SessionRules.R_97, device.undrainedPosition, index, () -> message);
            device.undrained = "";
        }
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        if (watch.of(event).isV2 && watch.seesDataFd() && event.result() == Envelope.OK && dataFd != NO_DATA_FD) {
            watch.report(
                    SessionRules.R_94,
                    event,
                    () -> "reading the state returned data_fd %d; expected -1".formatted(dataFd));
        }
    }

    @Override
    public void migrationDataRead(Envelope event, int dataFd, long requested, long count, Payload data) {
        checkTrust(event, dataFd, "read from");
    }

    @Override
    public void migrationDataWritten(Envelope event, int dataFd, long declared, long count, Payload data) {
        checkTrust(event, dataFd, "written to");
    }

    private void checkTrust(Envelope event, int dataFd, String what) {
        Watched device = watch.of(event);
        boolean isSame = dataFd != NO_DATA_FD && dataFd == device.session.dataFd;
        if (device.isV2 && isSame && device.session.distrusted) {
            watch.report(
                    StateRules.R_86,
                    event,
                    () -> "data_fd %d was %s after a failed state request; expected the state to be read first"
                            .formatted(dataFd, what));
        }
        if (device.isV2 && watch.seesDataFd() && device.lateError != 0) {
            watch.report(
                    StateRules.R_85,
                    event,
                    () -> "data_fd %d was %s after an error of %s, and the state was not read in between"
                            .formatted(dataFd, what, Errno.name(device.lateError)));
        }
    }
}
