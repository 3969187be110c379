package io.vfioreplay.engine.simulate;

import java.util.List;

/**
 * Numbers that look random and follow from a seed, the same ones on every machine and Java. One thread at a time.
 *
 * <p>Source: the generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64).
 */
final class Randomness {

    private static final long GAMMA = 0x9e37_79b9_7f4a_7c15L;
    private static final int PERCENT = 100;

    private long state;

    Randomness(long seed) {
        this.state = seed;
    }

    /** Independent numbers for another purpose, so that drawing more for the one does not change the other. */
    static Randomness of(long seed, long purpose) {
        return new Randomness(mixed(seed) ^ mixed(~purpose));
    }

    /** The next number, any of 64 bits. */
    long next() {
        state += GAMMA;
        return mixed(state);
    }

    private static long mixed(long value) {
        long mixing = (value ^ value >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixing = (mixing ^ mixing >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixing ^ mixing >>> 31;
    }

    /** From 0 to one less than the bound, which is above 0. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** From the first to the second number, both included. */
    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** True in so many cases of a hundred. */
    boolean percent(int cases) {
        return below(PERCENT) < cases;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }
}
