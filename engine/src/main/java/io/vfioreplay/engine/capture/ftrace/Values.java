package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;

/** The arguments of one action: a number per parameter that was given. */
final class Values {

    /** Linux: {@code MAX_ERRNO}; a return value from its negative to -1 is an error. */
    private static final int ERRNO_MAX = 4095;

    private final Protocol protocol;
    private final long[] numbers = new long[Parameter.COUNT_OF_ALL];
    private int given;

    Values(Protocol protocol) {
        this.protocol = protocol;
    }

    void put(Parameter parameter, long value) {
        numbers[parameter.ordinal()] = value;
        given |= 1 << parameter.ordinal();
    }

    boolean has(Parameter parameter) {
        return (given & 1 << parameter.ordinal()) != 0;
    }

    /** The number given, 0 if none was. */
    long of(Parameter parameter) {
        return numbers[parameter.ordinal()];
    }

    int intOf(Parameter parameter) {
        return (int) of(parameter);
    }

    DeviceState state() {
        return DeviceState.of(protocol, intOf(Parameter.STATE));
    }

    /** The bytes that DATA holds; none where it is not given or does not hold all of LENGTH. */
    Payload data() {
        int length = intOf(Parameter.LENGTH);
        return has(Parameter.DATA) && length <= Long.BYTES
                ? Payload.ofLittleEndian(of(Parameter.DATA), length)
                : Payload.empty();
    }

    /** What {@link Envelope#result()} says; without RESULT no answer can be seen. */
    int result() {
        if (!has(Parameter.RESULT)) {
            return Envelope.UNOBSERVED;
        }
        long result = of(Parameter.RESULT);
        return result < 0 && result >= -ERRNO_MAX ? (int) -result : Envelope.OK;
    }
}
