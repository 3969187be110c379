package io.vfioreplay.engine.capture.pcap;

import java.nio.ByteBuffer;

/**
 * The clock of a pcapng interface: what one tick is.
 *
 * <p>Source: draft-ietf-opsawg-pcapng, section 4.2, option if_tsresol.
 *
 * @param exponent the resolution is base to the power of minus this
 * @param binary whether the base is 2 rather than 10
 */
record Clock(int exponent, boolean binary) {

    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_END = 0;
    private static final int BINARY_BIT = 0x80;
    private static final int NANO_EXPONENT = 9;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Clock MICROSECONDS = new Clock(6, false);

    /** Reads the options of an interface description from the buffer's position on. */
    static Clock of(ByteBuffer options) {
        while (options.remaining() >= 2 * Short.BYTES) {
            int option = Short.toUnsignedInt(options.getShort());
            int length = Short.toUnsignedInt(options.getShort());
            if (option == OPTION_END || length > options.remaining()) {
                break;
            }
            if (option == OPTION_TSRESOL && length >= 1) {
                int resolution = options.get(options.position());
                return new Clock(resolution & ~BINARY_BIT & 0xff, (resolution & BINARY_BIT) != 0);
            }
            options.position(options.position() + Math.min((length + 3) & ~3, options.remaining()));
        }
        return MICROSECONDS;
    }

    /** Ticks since 1970 in ns; exact for decimal resolutions up to ns. */
    long nanos(long ticks) {
        if (!binary && exponent <= NANO_EXPONENT) {
            return ticks * power(NANO_EXPONENT - exponent);
        }
        if (!binary) {
            return exponent - NANO_EXPONENT < 19 ? Long.divideUnsigned(ticks, power(exponent - NANO_EXPONENT)) : 0;
        }
        return (long) (ticks / Math.pow(2, exponent) * NANOS_PER_SECOND);
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
