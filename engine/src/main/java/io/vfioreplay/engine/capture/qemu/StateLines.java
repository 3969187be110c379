package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.qemu.LoggedDevice.Recovery;
import io.vfioreplay.engine.capture.qemu.LoggedDevice.Request;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;

/**
 * Makes requests for device states of the lines about them, telling requests from confirmations. One thread.
 *
 * <p>QEMU 7.2 writes a line after a v1 device_state was written with success. QEMU 8.0 to 9.0 write one after a v2 request
 * succeeded. From 9.1 on there is a line before the request and another one when the state is in force: a request without it
 * did nothing (QEMU believed to be there already), or failed; the state that follows tells to which recovery it led.
 *
 * <p>ours: where a recording shows requests and never a confirmation, as when only some events were enabled, the outcome of
 * every request is unobserved; a confirmation of RUNNING that nobody asked for is a reset.
 */
final class StateLines {

    private final Output out;
    private final LoggedDevices devices;
    private boolean confirms;
    private boolean showsRequests;

    StateLines(Output out, LoggedDevices devices) {
        this.out = out;
        this.devices = devices;
    }

    /** {@code vfio_migration_set_state}, in whichever of its three forms. */
    void setState(LoggedDevice device, int variant, TraceArgs args) {
        settle(device);
        if (variant == 0) {
            devices.speaks(device, device.protocol == Protocol.V2 ? Protocol.V1_UAPI : device.protocol);
            succeeded(device, (int) args.number(1), Envelope.NO_TIME);
            return;
        }
        devices.speaks(device, Protocol.V2);
        int wanted = known(device, args.text(1));
        if (wanted == LoggedDevice.NO_STATE) {
            return;
        }
        if (variant == 1) {
            showsRequests = true;
            device.request = new Request(wanted, state(args.text(2)), out.timeNanos(), out.thread());
        } else {
            succeeded(device, wanted, Envelope.NO_TIME);
        }
    }

    /** {@code vfio_migration_set_device_state}: a v2 state is in force. */
    void confirmed(LoggedDevice device, TraceArgs args) {
        confirms = true;
        devices.speaks(device, Protocol.V2);
        int now = known(device, args.text(1));
        Request request = device.request;
        device.request = null;
        device.recovery = null;
        if (now == LoggedDevice.NO_STATE) {
            return;
        }
        if (request == null) {
            unasked(device, now);
        } else if (now == request.state() && device.failure == Envelope.OK) {
            succeeded(device, now, request.timeNanos());
            device.runningUnsure = now == StateV2.RUNNING.number();
        } else {
            failed(device, request);
            recovered(device, now, request.recovery());
        }
    }

    /** RUNNING is the state of a recovery only where that was the one announced; else it is what a reset leaves. */
    private void recovered(LoggedDevice device, int now, int announced) {
        if (now == StateV2.RUNNING.number() && announced != now) {
            reset(device);
        } else {
            succeeded(device, now, Envelope.NO_TIME);
        }
    }

    /**
     * Another line about the migration of this device. What the thread that wrote it asked for before is over; what another
     * thread asked for may still be under way.
     */
    void spokeAgain(LoggedDevice device) {
        Request request = device.request;
        if (request == null || request.thread() == out.thread()) {
            settle(device);
        }
    }

    /** What was asked before is over. */
    void settle(LoggedDevice device) {
        Request request = device.request;
        device.request = null;
        if (request != null && !confirms) {
            boolean failed = device.failure != Envelope.OK;
            int result = failed ? device.failure : Envelope.UNOBSERVED;
            device.state = failed ? device.state : request.state();
            device.failure = Envelope.OK;
            set(device, request.state(), result, request.timeNanos());
        } else if (request != null && (request.state() != device.state || device.failure != Envelope.OK)) {
            failed(device, request);
        }
        settleRecovery(device);
    }

    private void settleRecovery(LoggedDevice device) {
        Recovery recovery = device.recovery;
        device.recovery = null;
        if (recovery != null && recovery.state() == LoggedDevice.NO_STATE) {
            reset(device);
        } else if (recovery != null) {
            succeeded(device, recovery.state(), Envelope.NO_TIME);
        }
    }

    /** The capture is over: a request that waits was never answered, unless it asked for what already was. */
    void end(LoggedDevice device) {
        Request request = device.request;
        boolean failed = device.failure != Envelope.OK;
        if (request != null && (failed || request.state() != device.state)) {
            device.request = null;
            int unknown = confirms ? Envelope.UNANSWERED : Envelope.UNOBSERVED;
            set(device, request.state(), failed ? device.failure : unknown, request.timeNanos());
        }
        settleRecovery(device);
    }

    /** A request for {@code state} was refused, as an error text says. */
    void refused(LoggedDevice device, int state, int result) {
        Request request = device.request;
        device.request = null;
        set(device, state, result, request == null ? Envelope.NO_TIME : request.timeNanos());
        device.failure = Envelope.OK;
    }

    /**
     * A v2 request failed, as an error text says: while its outcome is open, or where no line shows it (8.0 to 9.0), or long
     * after.
     *
     * @param recovery the number of the state to which QEMU goes, or {@link LoggedDevice#NO_STATE} for a reset
     */
    void failed(LoggedDevice device, int state, int result, int recovery) {
        boolean isReset = recovery == LoggedDevice.NO_STATE;
        if (device.request != null && device.request.state() == state) {
            device.failure = result;
        } else if (!showsRequests) {
            settleRecovery(device);
            refused(device, state, result);
            device.recovery = new Recovery(recovery);
        } else if (isReset && device.runningUnsure && state == StateV2.RUNNING.number() && state == device.state) {
            refused(device, state, result); // What was taken for success was the reset.
            reset(device);
        }
    }

    /** What QEMU did about a failure failed too, so that it resets the device. */
    void recoveryFailed(LoggedDevice device, int result) {
        Recovery recovery = device.recovery;
        if (recovery != null && recovery.state() != LoggedDevice.NO_STATE) {
            set(device, recovery.state(), result, Envelope.NO_TIME);
            device.recovery = new Recovery(LoggedDevice.NO_STATE);
        }
    }

    /** The last resort failed, and QEMU ends itself. */
    void resetFailed(LoggedDevice device, int result) {
        device.recovery = null;
        settle(device);
        out.sink().deviceReset(out.stamp(device.index, result), ResetCause.REQUEST);
    }

    /** The device went to {@code state}. */
    void succeeded(LoggedDevice device, int state, long since) {
        device.state = state;
        device.failure = Envelope.OK;
        device.runningUnsure = false;
        set(device, state, Envelope.OK, since);
    }

    /** The device was reset, which makes it RUNNING. */
    void reset(LoggedDevice device) {
        device.state = device.protocol == Protocol.V2 ? StateV2.RUNNING.number() : StateV1.RUNNING;
        device.failure = Envelope.OK;
        device.runningUnsure = false;
        out.sink().deviceReset(out.stamp(device.index), ResetCause.REQUEST);
    }

    /** The number of a v2 state, or {@link LoggedDevice#NO_STATE}, of which people are told. */
    private int known(LoggedDevice device, String word) {
        int state = state(word);
        if (state == LoggedDevice.NO_STATE) {
            out.sink()
                    .markerPlaced(out.stamp(device.index), Payload.ofUtf8("a device state that is not known: " + word));
        }
        return state;
    }

    /** The number of the v2 state that a text begins with, or {@link LoggedDevice#NO_STATE}; later versions may say more. */
    static int state(String text) {
        String name = text.split("[ ,]", 2)[0];
        for (StateV2 state : StateV2.values()) {
            if (state.name().equals(name)) {
                return state.number();
            }
        }
        return LoggedDevice.NO_STATE;
    }

    private void unasked(LoggedDevice device, int now) {
        if (now == StateV2.RUNNING.number()) {
            reset(device);
        } else {
            succeeded(device, now, Envelope.NO_TIME);
        }
    }

    private void failed(LoggedDevice device, Request request) {
        int result = device.failure == Envelope.OK ? Envelope.FAILED : device.failure;
        device.failure = Envelope.OK;
        set(device, request.state(), result, request.timeNanos());
    }

    private void set(LoggedDevice device, int state, int result, long since) {
        out.sink()
                .deviceStateSet(
                        out.stampSince(device.index, result, since),
                        DeviceState.of(device.protocol, state),
                        EventSink.NO_DATA_FD);
    }
}
