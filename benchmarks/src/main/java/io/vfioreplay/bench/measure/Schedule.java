package io.vfioreplay.bench.measure;

/**
 * When each event of an open loop is due. Nothing that happens moves it: an event that could only be made late counts from when
 * it was due, so that one stall is charged to every event that it held up (no coordinated omission).
 *
 * @param startNanos when event 0 is due
 * @param eventsPerSecond the rate, 1 to 1,000,000,000
 */
record Schedule(long startNanos, long eventsPerSecond) {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Throws {@link IllegalArgumentException} when the rate is out of range. */
    Schedule {
        if (eventsPerSecond < 1 || eventsPerSecond > NANOS_PER_SECOND) {
            throw new IllegalArgumentException(eventsPerSecond + " events/s");
        }
    }

    /** When the event with this number, from 0, is due. Exact: the remainders of the rate do not add up. */
    long dueNanos(long event) {
        long seconds = event / eventsPerSecond;
        long rest = event % eventsPerSecond;
        return startNanos + seconds * NANOS_PER_SECOND + rest * NANOS_PER_SECOND / eventsPerSecond;
    }
}
