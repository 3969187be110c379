package io.vfioreplay.bench.torture;

/** Makes one seed of several numbers, so that neighbouring trials have nothing in common. */
final class Mix {

    /** Odd, with bits that look random: 2^64 divided by the golden ratio. */
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private Mix() {}

    /** A seed of its own for part number {@code part} of {@code seed}. */
    static long of(long seed, long part) {
        long mixed = (seed ^ (part * GOLDEN)) * GOLDEN;
        mixed ^= mixed >>> 32;
        mixed *= GOLDEN;
        return mixed ^ (mixed >>> 29);
    }
}
