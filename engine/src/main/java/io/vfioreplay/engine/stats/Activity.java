package io.vfioreplay.engine.stats;

import java.util.Arrays;

/**
 * How many events there were in each slice of time. The slices grow with the time that they cover, always a power of two of ns, so that
 * there are never more than {@value #SLICES_MAX}. One thread.
 */
public final class Activity {

    static final int SLICES_MAX = 1 << 8;

    private final long[] slices = new long[SLICES_MAX];
    private boolean hasBegun;
    private long begin;
    private int shift;
    private int used;

    Activity() {}

    /** Counts an event; one before the first belongs to the first slice. */
    void add(long timeNanos) {
        if (!hasBegun) {
            hasBegun = true;
            begin = timeNanos;
        }
        long since = Math.max(0, timeNanos - begin);
        while (since >>> shift >= SLICES_MAX) {
            halve();
        }
        int slice = (int) (since >>> shift);
        slices[slice]++;
        used = Math.max(used, slice + 1);
    }

    /** The counts by slice, the last one not empty; none without times. */
    public long[] slices() {
        return Arrays.copyOf(slices, used);
    }

    /** How long a slice is, in ns. */
    public long sliceNanos() {
        return 1L << shift;
    }

    private void halve() {
        for (int i = 0; i < SLICES_MAX; i++) {
            long two = i < SLICES_MAX / 2 ? slices[2 * i] + slices[2 * i + 1] : 0;
            slices[i] = two;
        }
        shift++;
        used = (used + 1) / 2;
    }
}
