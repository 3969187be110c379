package io.vfioreplay.bench.measure;

import org.HdrHistogram.Histogram;

/**
 * How far something was and when: the events published, or on the disk. Looking is cheap, since it happens between two events
 * that are due; what it means for each event is worked out afterwards.
 */
final class Progress {

    private final long[] counts;
    private final long[] nanos;
    private int size;

    /** Room for as many changes as there will be events. */
    Progress(int events) {
        counts = new long[events];
        nanos = new long[events];
    }

    /** That {@code count} events were there at this time. */
    void saw(long count, long nowNanos) {
        if (size == counts.length || count <= (size == 0 ? 0 : counts[size - 1])) {
            return;
        }
        counts[size] = count;
        nanos[size] = nowNanos;
        size++;
    }

    /** How many events were there when it was looked at last. */
    long count() {
        return size == 0 ? 0 : counts[size - 1];
    }

    /**
     * Adds how long after it was due each event was seen to be there, at most {@code events} of them.
     *
     * @param first the first event that counts
     */
    void addTo(Histogram latencies, Schedule schedule, long first, long events) {
        long event = first;
        for (int i = 0; i < size; i++) {
            for (; event < Math.min(counts[i], events); event++) {
                latencies.recordValue(Math.max(0, nanos[i] - schedule.dueNanos(event)));
            }
        }
    }
}
