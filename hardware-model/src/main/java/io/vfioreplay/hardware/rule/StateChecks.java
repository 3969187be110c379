package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;

/** Checks of the state machine: and C-14. */
final class StateChecks implements PartialEventSink {

    private final Watch watch;

    StateChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void migrationFeaturesRead(Envelope event, long flags) {
        boolean legal = flags == 1 || flags == 3 || flags == 5 || flags == 7;
        if (event.result() == Envelope.OK && watch.of(event).isV2 && !legal) {
            watch.report(
                    StateRules.R_67,
                    event,
                    () -> "the device says its migration features are 0x%x; expected 1, 3, 5 or 7".formatted(flags));
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        if (!device.isV2 || requested.protocol() != Protocol.V2) {
            return;
        }
        checkOptionalState(device, event, requested);
        checkLateError(device, event, requested);
        if (event.result() == Envelope.OK) {
            checkSuccess(device, event, requested);
        } else if (event.result() == Envelope.UNANSWERED && isBlocked(device, requested)) {
            watch.report(
                    StateRules.R_71,
                    event,
                    () -> "%s was requested in STOP_COPY and never answered; expected EINVAL at once"
                            .formatted(requested.label()));
        } else if (event.result() > 0 && isCurrent(device, requested) && device.isSettled(event)) {
            watch.report(
                    StateRules.R_69,
                    event,
                    () -> "%s was refused with %s although the device is in that state; expected success"
                            .formatted(requested.label(), Errno.name(event.result())));
        }
    }

    private void checkOptionalState(Watched device, Envelope event, DeviceState requested) {
        boolean optional = requested.number() >= StateV2.RUNNING_P2P.number() && requested.isKnown();
        if (optional && !device.featuresRead) {
            device.featuresRead = true;
            watch.report(
                    StateRules.R_87,
                    event,
                    () -> "%s was requested and the migration features were never read before"
                            .formatted(requested.label()));
        }
    }

    private void checkLateError(Watched device, Envelope event, DeviceState requested) {
        boolean carriesOn = StateV2.of(requested.number())
                .filter(state -> state.isSaving() || state == StateV2.RESUMING)
                .isPresent();
        if (device.lateError != 0 && watch.seesDataFd() && carriesOn) {
            watch.report(
                    StateRules.R_85,
                    event,
                    () -> "%s was requested after an error of %s, and the state was not read in between"
                            .formatted(requested.label(), Errno.name(device.lateError)));
        }
    }

    private void checkSuccess(Watched device, Envelope event, DeviceState requested) {
        int number = requested.number();
        if (number == 0 || !requested.isKnown() || !Walks.offers(device.features, number)) {
            watch.report(
                    StateRules.R_68,
                    event,
                    () -> "the request of %s succeeded; expected EINVAL, since %s"
                            .formatted(requested.label(), whyNot(device, requested)));
        } else if (device.isSurely(StateV2.ERROR) && device.isSettled(event)) {
            watch.report(
                    StateRules.R_81,
                    event,
                    () -> "the request of %s succeeded in ERROR; expected an error until a reset"
                            .formatted(requested.label()));
        } else if (isBlocked(device, requested) && device.isSettled(event)) {
            watch.report(
                    StateRules.R_71,
                    event,
                    () -> "%s was reached from STOP_COPY; expected EINVAL".formatted(requested.label()));
        }
    }

    private static String whyNot(Watched device, DeviceState requested) {
        if (requested.number() == 0) {
            return "ERROR cannot be requested";
        }
        return requested.isKnown()
                ? "the features 0x%x do not offer it".formatted(device.features)
                : "v2 has no such state";
    }

    private static boolean isBlocked(Watched device, DeviceState requested) {
        return device.isSurely(StateV2.STOP_COPY) && Watched.isPrecopy(requested.number());
    }

    private static boolean isCurrent(Watched device, DeviceState requested) {
        return device.basis == Watched.Basis.SEEN
                && requested.number() != StateV2.ERROR.number()
                && device.possible == 1 << requested.number();
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        Watched device = watch.of(event);
        if (!device.isV2 || state.protocol() != Protocol.V2 || event.result() != Envelope.OK) {
            return;
        }
        boolean isError = state.number() == StateV2.ERROR.number();
        if (isError && !device.isSurely(StateV2.ERROR)) {
            watch.report(
                    RecordingRules.C_14,
                    event,
                    () -> "the device reports ERROR; before it was in %s".formatted(device.where()));
        }
        boolean expected = state.isKnown() && (device.possible >> state.number() & 1) != 0;
        if (!expected && !isExcused(device, isError) && device.isSettled(event)) {
            watch.report(
                    broken(device.basis),
                    event,
                    () -> "the device reports %s; expected %s, since %s"
                            .formatted(state.label(), device.where(), since(device.basis)));
        }
    }

    private static boolean isExcused(Watched device, boolean isError) {
        return isError && (device.basis == Watched.Basis.SEEN || device.basis == Watched.Basis.OPENED);
    }

    private static Rule broken(Watched.Basis basis) {
        return switch (basis) {
            case OPENED -> StateRules.R_66;
            case NOTHING, SEEN -> StateRules.R_82;
            case FAILED -> StateRules.R_83;
            case REFUSED -> StateRules.R_68;
            case BLOCKED -> StateRules.R_71;
            case RESET -> TrackingRules.R_106;
            case PCI_RESET -> TrackingRules.R_108;
        };
    }

    private static String since(Watched.Basis basis) {
        return switch (basis) {
            case OPENED -> "the device has just been opened";
            case NOTHING, SEEN -> "nobody requested a change and no reset was seen";
            case FAILED -> "only the states on the way of the failed request are possible";
            case REFUSED -> "the refused request must change nothing";
            case BLOCKED -> "the blocked request must change nothing";
            case RESET -> "the device was reset";
            case PCI_RESET -> "the function was reset through PCI";
        };
    }
}
