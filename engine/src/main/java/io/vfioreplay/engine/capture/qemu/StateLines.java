package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.qemu.LoggedDevice.Request;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
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
        int wanted = state(args.text(1));
        if (wanted == LoggedDevice.NO_STATE) {
            return;
        }
        if (variant == 1) {
            showsRequests = true;
            device.request = new Request(wanted, state(args.text(2)), out.timeNanos());
        } else {
            succeeded(device, wanted, Envelope.NO_TIME);
        }
    }

    /** {@code vfio_migration_set_device_state}: a v2 state is in force. */
    void confirmed(LoggedDevice device, TraceArgs args) {
        confirms = true;
        devices.speaks(device, Protocol.V2);
        int now = state(args.text(1));
        Request request = device.request;
        device.request = null;
        if (now == LoggedDevice.NO_STATE) {
            return;
        }
        if (request == null) {
            unasked(device, now);
        } else if (now == request.state() && device.failure == Envelope.OK) {
            succeeded(device, now, request.timeNanos());
        } else {
            failed(device, request);
            if (request.recovery() == StateV2.ERROR.number() && now == StateV2.RUNNING.number()) {
                reset(device);
            } else {
                succeeded(device, now, Envelope.NO_TIME);
            }
        }
    }

    /** Another line about the migration of this device: what was asked before is over. */
    void settle(LoggedDevice device) {
        Request request = device.request;
        if (request == null) {
            return;
        }
        device.request = null;
        if (!confirms) {
            device.state = request.state();
            set(device, request.state(), Envelope.UNOBSERVED, request.timeNanos());
        } else if (request.state() != device.state) {
            failed(device, request);
        }
    }

    /** The capture is over: a request that waits was never answered, unless it asked for what already was. */
    void end(LoggedDevice device) {
        Request request = device.request;
        if (request != null && request.state() != device.state) {
            device.request = null;
            set(device, request.state(), confirms ? Envelope.UNANSWERED : Envelope.UNOBSERVED, request.timeNanos());
        }
    }

    /** Whether requests are written before they are made, and so seen even if they fail. */
    boolean showsRequests() {
        return showsRequests;
    }

    /** A request for {@code state} was refused, as an error text says. */
    void refused(LoggedDevice device, int state, int result) {
        Request request = device.request;
        device.request = null;
        set(device, state, result, request == null ? Envelope.NO_TIME : request.timeNanos());
        device.failure = Envelope.OK;
    }

    /** The device went to {@code state}. */
    void succeeded(LoggedDevice device, int state, long since) {
        device.state = state;
        device.failure = Envelope.OK;
        set(device, state, Envelope.OK, since);
    }

    /** The device was reset, which makes it RUNNING. */
    void reset(LoggedDevice device) {
        device.state = device.protocol == Protocol.V2 ? StateV2.RUNNING.number() : 1;
        device.failure = Envelope.OK;
        out.sink().deviceReset(out.stamp(device.index), ResetCause.REQUEST);
    }

    /** The number of a v2 state's name, or {@link LoggedDevice#NO_STATE}. */
    static int state(String name) {
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
