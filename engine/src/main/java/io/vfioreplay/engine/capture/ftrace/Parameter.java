package io.vfioreplay.engine.capture.ftrace;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an action of a mapping takes; numbers outside the bounds make the line a damaged one. */
enum Parameter {
    STATE(0, 0xffff_ffffL),
    REGION(0, Integer.MAX_VALUE),
    OFFSET(0, Long.MAX_VALUE),
    LENGTH(0, Integer.MAX_VALUE),
    /** A number that holds the first eight bytes of the data, little-endian. */
    DATA(Long.MIN_VALUE, Long.MAX_VALUE),
    VALUE(Long.MIN_VALUE, Long.MAX_VALUE),
    /** Bytes asked for or declared. */
    REQUESTED(0, Long.MAX_VALUE),
    /** Bytes moved; a negative number is an error. */
    COUNT(Long.MIN_VALUE, Long.MAX_VALUE),
    /** The word READ or WRITE, seen from the device. */
    DIRECTION(0, 1),
    ADDRESS(Long.MIN_VALUE, Long.MAX_VALUE),
    SIZE(0, Long.MAX_VALUE),
    ID(Long.MIN_VALUE, Long.MAX_VALUE),
    INDEX(0, Integer.MAX_VALUE),
    VECTOR(0, Integer.MAX_VALUE),
    FEATURE(0, 0xffff),
    OPERATIONS(0, 7),
    /** What the call returned: -4095 to -1 is an error number of Linux, anything else success. */
    RESULT(Long.MIN_VALUE, Long.MAX_VALUE);

    private static final Parameter[] ALL = values();
    static final int COUNT_OF_ALL = ALL.length;

    private final long min;
    private final long max;

    Parameter(long min, long max) {
        this.min = min;
        this.max = max;
    }

    /** What a mapping calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean allows(long value) {
        return value >= min && value <= max;
    }

    /** The bounds in words. */
    String bounds() {
        return "%d to %d".formatted(min, max);
    }

    /** The parameter of this name, or empty. */
    static Optional<Parameter> of(String word) {
        return Arrays.stream(ALL).filter(one -> one.word().equals(word)).findFirst();
    }
}
