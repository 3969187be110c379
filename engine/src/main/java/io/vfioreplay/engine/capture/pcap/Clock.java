package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.hardware.event.Envelope;
import java.nio.ByteBuffer;

/**
 * The clock of a pcapng interface: what one tick is, and what is added. Exact; times below a ns are cut.
 *
 * <p>Source: draft-ietf-opsawg-pcapng, section 4.2, options if_tsresol and if_tsoffset.
 *
 * @param exponent the resolution is base to the power of minus this
 * @param binary whether the base is 2 rather than 10
 * @param offsetSeconds added to every time
 */
record Clock(int exponent, boolean binary, long offsetSeconds) {

    /** The resolution that an interface has when it does not tell. */
    static final Clock MICROSECONDS = new Clock(6, false, 0);

    private static final int OPTION_END = 0;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_TSOFFSET = 14;
    private static final int BINARY_BIT = 0x80;
    private static final int DECIMAL_EXPONENT_MAX = 18;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Reads the options of an interface description from the buffer's position on. */
    static Clock of(ByteBuffer options) {
        Clock clock = MICROSECONDS;
        while (options.remaining() >= 2 * Short.BYTES) {
            int option = Short.toUnsignedInt(options.getShort());
            int length = Short.toUnsignedInt(options.getShort());
            if (option == OPTION_END || length > options.remaining()) {
                break;
            }
            clock = clock.with(option, length, options);
            options.position(options.position() + Math.min((length + 3) & ~3, options.remaining()));
        }
        return clock;
    }

    private Clock with(int option, int length, ByteBuffer value) {
        if (option == OPTION_TSRESOL && length >= 1) {
            int resolution = value.get(value.position());
            return new Clock(resolution & ~BINARY_BIT & 0xff, (resolution & BINARY_BIT) != 0, offsetSeconds);
        }
        if (option == OPTION_TSOFFSET && length >= Long.BYTES) {
            return new Clock(exponent, binary, value.getLong(value.position()));
        }
        return this;
    }

    /** Ticks (unsigned) in ns since 1970, or {@link Envelope#NO_TIME} for a time that no long can hold. */
    long nanos(long ticks) {
        if (exponent > (binary ? Long.SIZE - 1 : DECIMAL_EXPONENT_MAX)) {
            return Envelope.NO_TIME;
        }
        long perSecond = binary ? 1L << exponent : power(exponent);
        long seconds = Long.divideUnsigned(ticks, perSecond);
        long rest = Long.remainderUnsigned(ticks, perSecond);
        if (seconds < 0) {
            return Envelope.NO_TIME;
        }
        try {
            long whole = Math.multiplyExact(Math.addExact(seconds, offsetSeconds), NANOS_PER_SECOND);
            return Math.addExact(whole, nanosOf(rest));
        } catch (ArithmeticException tooLarge) {
            return Envelope.NO_TIME;
        }
    }

    /** A fraction of a second, in ticks, in ns. */
    private long nanosOf(long rest) {
        if (binary) {
            long high = Math.multiplyHigh(rest, NANOS_PER_SECOND);
            long low = rest * NANOS_PER_SECOND;
            return exponent == 0 ? 0 : high << (Long.SIZE - exponent) | low >>> exponent;
        }
        long nanosPerSecond = power(9);
        long perSecond = power(exponent);
        return perSecond <= nanosPerSecond ? rest * (nanosPerSecond / perSecond) : rest / (perSecond / nanosPerSecond);
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
