package io.vfioreplay.engine.stats;

import org.jspecify.annotations.Nullable;

/**
 * How often which number of ns occurred: exact below 32 ns, in steps of at most 3 % above, and with the exact least and greatest.
 * At most 6 KB however many are counted; counting allocates only when an octave is met for the first time. One thread.
 */
public final class Histogram {

    private static final int STEP_BITS = 5;
    private static final int STEPS = 1 << STEP_BITS;
    /** The last octave takes everything from 2^42 ns, which is 1.2 hours, on. */
    private static final int OCTAVES = 44 - STEP_BITS;

    private static final double HALF = 0.5;

    private final int[] @Nullable [] octaves = new int[OCTAVES] @Nullable [];
    private long count;
    private long least = Long.MAX_VALUE;
    private long greatest = -1;

    /** A histogram of nothing. */
    public Histogram() {}

    /** Is told of the octaves of a histogram. */
    @FunctionalInterface
    public interface OctaveSink {
        /** So many numbers are at least {@code from} and less than {@code to}, both in ns; the last octave has no end. */
        void octave(long from, long to, long octaveCount);
    }

    /** Counts a number of ns, at least 0. */
    public void add(long nanos) {
        count++;
        least = Math.min(least, nanos);
        greatest = Math.max(greatest, nanos);
        int octave = octave(nanos);
        int[] steps = octaves[octave];
        if (steps == null) {
            steps = new int[STEPS];
            octaves[octave] = steps;
        }
        int step = step(nanos, octave);
        steps[step] = Math.max(steps[step], steps[step] + 1); // Stays at the greatest int.
    }

    /** How many were counted. */
    public long count() {
        return count;
    }

    /** The least, in ns; only when {@link #count} is not 0. */
    public long least() {
        return least;
    }

    /** The greatest, in ns; only when {@link #count} is not 0. */
    public long greatest() {
        return greatest;
    }

    /**
     * A number such that this share of all is not above it, right to 2 %.
     *
     * @param share from 0 to 1; only when {@link #count} is not 0
     */
    public long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        if (rank == count) {
            return greatest;
        }
        long below = 0;
        for (int octave = 0; octave < OCTAVES; octave++) {
            int[] steps = octaves[octave];
            for (int step = 0; steps != null && step < STEPS; step++) {
                below += steps[step];
                if (below >= rank) {
                    return Math.max(least, Math.min(greatest, middle(octave, step)));
                }
            }
        }
        return greatest;
    }

    /** Tells of the octaves from the first to the last that is not empty, in order, those between included. */
    public void forEachOctave(OctaveSink sink) {
        int last = OCTAVES - 1;
        while (last > 0 && octaves[last] == null) {
            last--;
        }
        boolean hasBegun = false;
        for (int octave = 0; octave <= last; octave++) {
            long inOctave = count(octaves[octave]);
            hasBegun |= inOctave > 0;
            if (hasBegun) {
                sink.octave(octave == 0 ? 0 : from(octave, 0), from(octave + 1, 0), inOctave);
            }
        }
    }

    private static long count(int @Nullable [] steps) {
        long sum = 0;
        for (int step = 0; steps != null && step < STEPS; step++) {
            sum += steps[step];
        }
        return sum;
    }

    /** 0 for the numbers below 32, 1 for those below 64, and so on. */
    private static int octave(long nanos) {
        return Math.min(OCTAVES - 1, Math.max(0, Long.SIZE - STEP_BITS - Long.numberOfLeadingZeros(nanos)));
    }

    private static int step(long nanos, int octave) {
        long step = octave == 0 ? nanos : (nanos >>> (octave - 1)) - STEPS;
        return (int) Math.min(STEPS - 1, step);
    }

    private static long from(int octave, int step) {
        return octave == 0 ? step : (long) (STEPS + step) << (octave - 1);
    }

    private static long middle(int octave, int step) {
        return octave == 0 ? step : from(octave, step) + (long) (HALF * (1L << (octave - 1)));
    }
}
