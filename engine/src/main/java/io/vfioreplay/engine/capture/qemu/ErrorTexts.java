package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Makes results of QEMU's messages to its user: they are the only evidence of most failures. Every message that is no warning is
 * an error of the VMM too, in its own words. One thread.
 *
 * <p>ours: the message about a failed write of a v1 device_state does not say what was written; the one behind it does, or
 * else it is the next step of QEMU from the state before.
 */
final class ErrorTexts {

    private static final int PAGE_BYTES = 4096;
    private static final long REGION_OFFSET = (1L << 40) - 1;
    private static final int REGISTERS_END = 32;

    private final Output out;
    private final LoggedDevices devices;
    private final StateLines states;
    private final StreamLines streams;
    private final VmLines vm;
    private final TraceArgs args = new TraceArgs();
    private Optional<LoggedDevice> stateWrite = Optional.empty();
    private int stateWriteResult;

    ErrorTexts(Output out, LoggedDevices devices, StateLines states, StreamLines streams, VmLines vm) {
        this.out = out;
        this.devices = devices;
        this.states = states;
        this.streams = streams;
        this.vm = vm;
    }

    /** A message without the name of the program. */
    void message(byte[] bytes, int from, int to) {
        for (ErrorText text : ErrorText.values()) {
            for (int variant = 0; variant < text.formats().size(); variant++) {
                if (text.formats().get(variant).matches(bytes, from, to, args, false)) {
                    message(text, variant, new String(bytes, from, to - from, StandardCharsets.UTF_8));
                    return;
                }
            }
        }
        remember(new String(bytes, from, to - from, StandardCharsets.UTF_8), Envelope.HOST);
    }

    /** A write of device_state whose value no message told is over. */
    void settle() {
        stateWrite.ifPresent(device -> stateRefused(device, nextStep(device.state)));
    }

    private void message(ErrorText text, int variant, String words) {
        switch (text) {
            case REGISTER_WRITE -> registerFailed(true);
            case REGISTER_READ -> registerFailed(false);
            case STATE_IN_WORDS -> stateRefused(device(0), stateInWords(args.text(1)));
            case STATE_AS_NUMBER -> stateRefused(device(0), (int) args.number(1));
            case ERROR_STATE -> errorState(device(0), (int) args.number(1));
            case RESETTING -> stateFailed(device(0), args.text(1), args.text(2), LoggedDevice.NO_STATE);
            case RECOVERING -> recovering(variant);
            case RECOVERY_FAILED -> states.recoveryFailed(device(0), ErrorNumbers.of(args.text(1)));
            case RESET_FAILED -> states.resetFailed(device(0), ErrorNumbers.of(args.text(1)));
            case LOGGING_START, LOGGING_STOP, LOGGING_REPORT, CONTAINER_REPORT -> loggingFailed(text);
            case NO_RESET, OF_DEVICE -> settle();
        }
        if (text == ErrorText.NO_RESET) {
            vm.remark(words);
        } else {
            remember(words, subject(text));
        }
    }

    private int subject(ErrorText text) {
        int index = text == ErrorText.REGISTER_WRITE || text == ErrorText.REGISTER_READ ? 1 : 0;
        return text == ErrorText.CONTAINER_REPORT
                ? Envelope.HOST
                : devices.known(args.text(index)).map(device -> device.index).orElse(Envelope.HOST);
    }

    private void remember(String words, int device) {
        if (words.contains("warning: ") || words.startsWith("info: ")) {
            vm.remark(words);
        } else if (device == Envelope.HOST) {
            vm.error(words);
        } else {
            vm.error(device, words);
        }
    }

    private LoggedDevice device(int index) {
        return devices.of(args.text(index));
    }

    private void registerFailed(boolean written) {
        settle();
        LoggedDevice device = device(1);
        int offset = (int) (args.number(2) & REGION_OFFSET);
        int width = (int) args.number(0);
        int result = ErrorNumbers.of(args.text(3));
        if (written && offset == 0) {
            stateWrite = Optional.of(device);
            stateWriteResult = result;
        } else if (written && offset == StreamLines.DATA_SIZE && device.segment != null) {
            streams.settle(device, result);
        } else if (written && offset >= REGISTERS_END) {
            out.sink().migrationWindowWritten(out.stamp(device.index, result), offset, width, Payload.empty());
        } else if (written) {
            out.sink().migrationRegisterWritten(out.stamp(device.index, result), offset, width, 0);
        } else if (offset >= REGISTERS_END) {
            out.sink().migrationWindowRead(out.stamp(device.index, result), offset, width, Payload.empty());
        } else {
            out.sink().migrationRegisterRead(out.stamp(device.index, result), offset, width, 0);
        }
    }

    private void stateRefused(LoggedDevice device, int state) {
        boolean told = stateWrite.isPresent();
        stateWrite = Optional.empty();
        if (told) {
            devices.speaks(device, device.protocol == Protocol.V2 ? Protocol.V1_UAPI : device.protocol);
            states.refused(device, state, stateWriteResult);
        }
    }

    private void errorState(LoggedDevice device, int state) {
        settle();
        devices.speaks(device, device.protocol == Protocol.V2 ? Protocol.V1_UAPI : device.protocol);
        out.sink()
                .deviceStateRead(out.stamp(device.index), DeviceState.of(device.protocol, state), EventSink.NO_DATA_FD);
    }

    private void recovering(int variant) {
        String why = args.text(variant == 0 ? 2 : 3);
        int recovery = StateLines.state(args.text(variant == 0 ? 3 : 2));
        stateFailed(device(0), args.text(1), why, recovery);
    }

    private void stateFailed(LoggedDevice device, String state, String why, int recovery) {
        int wanted = StateLines.state(state);
        if (wanted != LoggedDevice.NO_STATE) {
            states.failed(device, wanted, ErrorNumbers.of(why), recovery);
        }
    }

    private void loggingFailed(ErrorText text) {
        settle();
        if (text == ErrorText.CONTAINER_REPORT) {
            int result = StreamLines.result(-Math.abs(args.number(2)));
            out.sink()
                    .dirtyPagesReported(
                            out.stamp(Envelope.HOST, result),
                            TrackingScope.CONTAINER,
                            args.number(0),
                            args.number(1),
                            PAGE_BYTES,
                            Payload.empty());
            return;
        }
        LoggedDevice device = device(0);
        long number = text == ErrorText.LOGGING_REPORT ? args.number(3) : args.number(1);
        int result = StreamLines.result(-Math.abs(number));
        if (text == ErrorText.LOGGING_START) {
            out.sink().dirtyTrackingStarted(out.stamp(device.index, result), TrackingScope.DEVICE, 0, Payload.empty());
        } else if (text == ErrorText.LOGGING_STOP) {
            out.sink().dirtyTrackingStopped(out.stamp(device.index, result), TrackingScope.DEVICE);
        } else {
            out.sink()
                    .dirtyPagesReported(
                            out.stamp(device.index, result),
                            TrackingScope.DEVICE,
                            args.number(1),
                            args.number(2),
                            PAGE_BYTES,
                            Payload.empty());
        }
    }

    private static int stateInWords(String words) {
        return switch (words) {
            case "SAVING" -> StateV1.SAVING | StateV1.RUNNING;
            case "STOP and SAVING" -> StateV1.SAVING;
            case "RESUMING" -> StateV1.RESUMING;
            case "RUNNING" -> StateV1.RUNNING;
            default -> 0;
        };
    }

    /** What QEMU 7.2 asks for next when a device is in this state. */
    private static int nextStep(int state) {
        return switch (state) {
            case StateV1.RUNNING -> StateV1.SAVING | StateV1.RUNNING;
            case StateV1.SAVING | StateV1.RUNNING -> StateV1.SAVING;
            case StateV1.RESUMING -> StateV1.RUNNING;
            default -> 0;
        };
    }
}
