package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

/** Checks of the v1 state register. */
final class BitChecks implements PartialEventSink {

    private static final int EINTR = 4;
    private static final int EBUSY = 16;

    private final Watch watch;

    BitChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        if (device.isV2 || requested.protocol() == Protocol.V2) {
            return;
        }
        checkUnread(device.v1, event, "device_state was written");
        checkUnknownBits(device.v1, event, requested.number());
        if (event.result() == Envelope.OK && device.v1.isSettled(event)) {
            checkSuccess(device.v1, event, requested.number());
        } else if (event.result() > 0 && device.v1.isSettled(event) && WatchedV1.isRequestable(requested.number())) {
            checkRefusal(device.v1, event, requested.number());
        }
    }

    private void checkUnknownBits(WatchedV1 device, Envelope event, int requested) {
        int changed = (device.lastRead ^ requested) & ~device.dialect.knownBits();
        if (device.lastRead != WatchedV1.UNKNOWN && changed != 0) {
            watch.report(
                    BitRules.R_04,
                    event,
                    () -> "0x%x was written although 0x%x was read; expected the bits 0x%x as they were"
                            .formatted(requested, device.lastRead, changed));
        }
    }

    private void checkSuccess(WatchedV1 device, Envelope event, int requested) {
        if (device.isInPhase(StateV1.ERROR)) {
            watch.report(
                    BitRules.R_48,
                    event,
                    () -> "0x%x was written in ERROR with success; expected an error until a reset"
                            .formatted(requested));
        } else if (!WatchedV1.isRequestable(requested)) {
            watch.report(
                    BitRules.R_09,
                    event,
                    () -> "the device accepted 0x%x; expected an error, since RESUMING goes with no other bit"
                            .formatted(requested));
        } else {
            checkSingleBits(device, event, requested);
        }
    }

    private void checkSingleBits(WatchedV1 device, Envelope event, int requested) {
        boolean arrives = device.state != WatchedV1.UNKNOWN
                && device.refusals.severalBits == (requested & device.dialect.knownBits())
                && RefusalsV1.changedBits(device, requested) == 1;
        if (arrives) {
            watch.report(
                    BitRules.R_10,
                    event,
                    () -> "%s was refused in one write and is now reached by single bits; expected one write to do"
                            .formatted(WatchedV1.name(requested)));
        }
    }

    private void checkRefusal(WatchedV1 device, Envelope event, int requested) {
        int phase = requested & StateV1.PHASE;
        boolean isSame = device.state != WatchedV1.UNKNOWN && RefusalsV1.changedBits(device, requested) == 0;
        if (device.state == WatchedV1.UNKNOWN || device.isInPhase(StateV1.ERROR)) {
            return;
        }
        String what = "%s was refused in %s with %s"
                .formatted(WatchedV1.name(requested), device.where(), Errno.name(event.result()));
        if (isSame && !device.isAssumed()) {
            watch.report(BitActionRules.R_63, event, () -> what + "; expected success, since nothing is to be done");
        }
        if (isPrecopyUnsupported(device, event, phase)) {
            watch.report(BitRules.R_13, event, () -> what + "; expected success, also without pre-copy data");
        }
        long pending = device.stream.pending;
        if (isSwitchover(device, phase) && pending != StreamV1.NOT_READ && pending != 0) {
            watch.report(
                    BitActionRules.R_18,
                    event,
                    () -> what
                            + " while pending_bytes was %s; expected success at any count"
                                    .formatted(Long.toUnsignedString(pending)));
        }
        boolean loads = device.isInPhase(StateV1.RESUMING);
        if (!loads && device.basis == WatchedV1.Basis.READ && device.refusals.isSecond(phase)) {
            watch.report(
                    BitRules.R_51,
                    event,
                    () -> what + ", and another state before; expected a device in a valid state to accept some");
        }
    }

    private static boolean isPrecopyUnsupported(WatchedV1 device, Envelope event, int phase) {
        return device.isSurely(StateV1.RUNNING)
                && phase == (StateV1.SAVING | StateV1.RUNNING)
                && RefusalsV1.saysUnsupported(event.result());
    }

    private static boolean isSwitchover(WatchedV1 device, int phase) {
        return device.isInPhase(StateV1.SAVING | StateV1.RUNNING) && phase == StateV1.SAVING;
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        Watched device = watch.of(event);
        boolean isV1 = !device.isV2 && state.protocol() != Protocol.V2;
        if (!isV1 || event.result() != Envelope.OK || !device.v1.isSettled(event)) {
            return;
        }
        if (device.v1.isImpossible(state.number())) {
            watch.report(
                    BitRules.R_09,
                    event,
                    () -> "the device reports 0x%x; expected a state that exists".formatted(state.number()));
        } else if (!device.v1.mayReport(state.number()) && !isExcused(device.v1, state.number())) {
            watch.report(
                    broken(device.v1.basis),
                    event,
                    () -> "the device reports %s; expected %s, since %s"
                            .formatted(WatchedV1.name(state.number()), device.v1.expected(), since(device.v1.basis)));
        }
    }

    /** The merged uAPI does not say that a device may fail only within a write. */
    private static boolean isExcused(WatchedV1 device, int word) {
        boolean mayFail = switch (device.basis) {
            case NOTHING, OPENED, FAILED, RESET -> false;
            case READ, WRITTEN -> !device.dialect.knowsNdma();
        };
        return mayFail && (word & StateV1.PHASE) == StateV1.ERROR;
    }

    private static Rule broken(WatchedV1.Basis basis) {
        return switch (basis) {
            case OPENED -> BitRules.R_01;
            case NOTHING, READ -> BitRules.R_07;
            case WRITTEN, FAILED -> BitRules.R_06;
            case RESET -> BitRules.R_49;
        };
    }

    private static String since(WatchedV1.Basis basis) {
        return switch (basis) {
            case OPENED -> "the device has just been opened";
            case NOTHING, READ -> "nobody wrote the state and no reset was seen";
            case WRITTEN -> "that was written with success";
            case FAILED -> "a failed write leaves the old state or ERROR";
            case RESET -> "the device was reset";
        };
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        Watched device = watch.of(event);
        if (device.isV2 || event.result() <= 0 || cause != ResetCause.REQUEST) {
            return;
        }
        String answer = Errno.name(event.result());
        if (RefusalsV1.saysUnsupported(event.result())) {
            watch.report(
                    BitRules.R_50,
                    event,
                    () -> "the reset was refused with %s; expected every device that migrates to have one"
                            .formatted(answer));
        } else if (!isPassing(event.result())) {
            watch.report(
                    BitRules.R_49,
                    event,
                    () -> "the reset failed in %s with %s; expected it to work in every state"
                            .formatted(device.v1.where(), answer));
        }
    }

    private static boolean isPassing(int errno) {
        return errno == Errno.EAGAIN || errno == EBUSY || errno == EINTR;
    }

    @Override
    public void migrationRegisterRead(Envelope event, int offset, int width, long value) {
        checkRegister(event, offset, width, "read");
        boolean isReserved = offset == RegisterV1.RESERVED && width == Integer.BYTES;
        if (isReserved && value != 0 && event.result() == Envelope.OK && !watch.of(event).isV2) {
            watch.report(BitRules.R_03, event, () -> "the reserved register reads 0x%x; expected 0".formatted(value));
        }
    }

    @Override
    public void migrationRegisterWritten(Envelope event, int offset, int width, long value) {
        checkRegister(event, offset, width, "written");
    }

    private void checkRegister(Envelope event, int offset, int width, String how) {
        Watched device = watch.of(event);
        if (device.isV2) {
            return;
        }
        if (event.result() == Envelope.OK && !RegisterV1.isWhole(offset, width)) {
            watch.report(
                    BitRules.R_02,
                    event,
                    () -> "%d bytes at offset %d (%s) were %s with success; expected an error"
                            .formatted(width, offset, RegisterV1.name(offset), how));
        }
        if (offset >= RegisterV1.PENDING_BYTES) {
            checkUnread(device.v1, event, "%s was %s".formatted(RegisterV1.name(offset), how));
        }
    }

    @Override
    public void migrationWindowRead(Envelope event, long offset, int length, Payload data) {
        checkData(event, "migration data were read");
    }

    @Override
    public void migrationWindowWritten(Envelope event, long offset, int length, Payload data) {
        checkData(event, "migration data were written");
    }

    private void checkData(Envelope event, String what) {
        if (!watch.of(event).isV2) {
            checkUnread(watch.of(event).v1, event, what);
        }
    }

    private void checkUnread(WatchedV1 device, Envelope event, String what) {
        int errno = device.unreadFailure;
        if (errno != 0) {
            device.unreadFailure = 0;
            watch.report(
                    BitRules.R_08,
                    event,
                    () -> "%s after a write of device_state failed with %s; expected the state to be read first"
                            .formatted(what, Errno.name(errno)));
        }
    }
}
