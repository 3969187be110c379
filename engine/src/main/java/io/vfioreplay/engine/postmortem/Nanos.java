package io.vfioreplay.engine.postmortem;

import java.util.Locale;

/** Arithmetic with times that may be anything, since they come from a file, and their words. */
final class Nanos {

    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;

    private Nanos() {}

    /** {@code to - from}, at the ends of the range where it would leave it. */
    static long between(long from, long to) {
        long difference = to - from;
        boolean overflowed = ((to ^ from) & (to ^ difference)) < 0;
        return overflowed ? (to < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE) : Math.max(difference, -Long.MAX_VALUE);
    }

    /** {@code 850 ns}, {@code 23.4 us}, {@code 98.4 ms}, {@code 2.000 s}; not below 0. */
    static String text(long nanos) {
        if (nanos < MICRO) {
            return nanos + " ns";
        }
        if (nanos < MILLI) {
            return String.format(Locale.ROOT, "%.1f us", nanos / MICRO);
        }
        return nanos < SECOND
                ? String.format(Locale.ROOT, "%.1f ms", nanos / MILLI)
                : String.format(Locale.ROOT, "%.3f s", nanos / SECOND);
    }

    /** The same with its sign: {@code +98.4 ms}, {@code -2.000 s}, {@code 0}. */
    static String signed(long nanos) {
        if (nanos == 0) {
            return "0";
        }
        return nanos < 0 ? "-" + text(Math.max(nanos, -Long.MAX_VALUE) * -1) : "+" + text(nanos);
    }
}
