package io.vfioreplay.engine.capture.ftrace;

/**
 * What the times of a trace count from. The text does not name its clock, so it is told by its first time.
 *
 * <p>Source: Linux {@code Documentation/trace/ftrace.rst}, {@code trace_clock}. ours: a time beyond 10^9 seconds (2001) is a
 * wall clock, since no machine has been up for 31 years.
 */
public enum TraceClock {
    /** {@code tai} or {@code realtime}: since 1970; with a TAI offset that is set, {@code tai} is ahead by its seconds. */
    WALL,
    /** {@code local}, {@code mono}, {@code boot} and others: since the machine started. */
    MONOTONIC;

    private static final long FIRST_WALL_NANOS = 1_000_000_000_000_000_000L;

    /** The clock of a trace that has this time. */
    static TraceClock of(long timeNanos) {
        return timeNanos >= FIRST_WALL_NANOS ? WALL : MONOTONIC;
    }
}
