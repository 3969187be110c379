package io.vfioreplay.bench.torture;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One way to damage the bytes of a file. */
enum Injury {
    /** One bit is flipped. */
    FLIPPED,
    /** Some bytes are written over with any others. */
    OVERWRITTEN,
    /** A range is zeroed, as where a page was never written. */
    ZEROED,
    /** The file ends too early. */
    CUT_SHORT,
    /** Something stands behind the end. */
    GROWN,
    /** A range is written over another place. */
    COPIED,
    /** Two ranges of the same length change places. */
    EXCHANGED,
    /** Bytes were put in between. */
    INSERTED,
    /** Bytes were taken out. */
    CUT_OUT,
    /** A block of this file stands in the place of another one. */
    BLOCK_COPIED,
    /** A block was taken out. */
    BLOCK_CUT_OUT,
    /** A range holds what stands there in another journal, as where a disk gives back an old page. */
    FROM_ANOTHER;

    private static final Injury[] ALL = values();
    private static final int RANGE_BYTES_MAX_LOG2 = 14;
    private static final int WORD_BYTES = 4;

    static Injury any(SplittableRandom random) {
        return ALL[random.nextInt(ALL.length)];
    }

    /**
     * A damaged copy.
     *
     * @param good is not altered
     * @param other the file of another journal
     */
    byte[] of(byte[] good, byte[] other, SplittableRandom random) {
        if (good.length <= 2 * WORD_BYTES) {
            return good.clone();
        }
        BlockPlaces places = BlockPlaces.in(good);
        int at = places.any(random);
        int length = Math.min(good.length - at, 1 + random.nextInt(1 << random.nextInt(RANGE_BYTES_MAX_LOG2)));
        int to = Math.min(places.any(random), good.length - length);
        return switch (this) {
            case FLIPPED -> overwritten(good, at, new byte[] {(byte) (good[at] ^ (1 << random.nextInt(Byte.SIZE)))});
            case OVERWRITTEN -> overwritten(good, at, bytes(Math.min(length, 64), random));
            case ZEROED -> overwritten(good, at, new byte[length]);
            case CUT_SHORT -> Arrays.copyOf(good, at);
            case GROWN -> replaced(good, good.length, 0, bytes(length, random));
            case COPIED -> overwritten(good, to, Arrays.copyOfRange(good, at, at + length));
            case EXCHANGED -> exchanged(good, at, to, length);
            case INSERTED -> replaced(good, at, 0, bytes(length, random));
            case CUT_OUT -> replaced(good, at, length, new byte[0]);
            case BLOCK_COPIED -> blockCopied(good, places, random);
            case BLOCK_CUT_OUT -> blockCutOut(good, places, random);
            case FROM_ANOTHER -> overwritten(good, at, range(other, at, length));
        };
    }

    private static byte[] bytes(int length, SplittableRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** With zeros where the file is shorter. */
    private static byte[] range(byte[] file, int at, int length) {
        int from = Math.min(at, file.length);
        return Arrays.copyOfRange(file, from, from + length);
    }

    private static byte[] overwritten(byte[] good, int at, byte[] with) {
        byte[] bad = good.clone();
        System.arraycopy(with, 0, bad, at, Math.min(with.length, bad.length - at));
        return bad;
    }

    private static byte[] exchanged(byte[] good, int at, int to, int length) {
        byte[] bad = overwritten(good, to, Arrays.copyOfRange(good, at, at + length));
        return overwritten(bad, at, Arrays.copyOfRange(good, to, to + length));
    }

    private static byte[] replaced(byte[] good, int at, int length, byte[] with) {
        byte[] bad = new byte[good.length - length + with.length];
        System.arraycopy(good, 0, bad, 0, at);
        System.arraycopy(with, 0, bad, at, with.length);
        System.arraycopy(good, at + length, bad, at + with.length, good.length - at - length);
        return bad;
    }

    /** With the store's word before it, so that the place that it comes to looks right. */
    private static byte[] blockCopied(byte[] good, BlockPlaces places, SplittableRandom random) {
        int from = random.nextInt(places.blocks());
        int to = random.nextInt(places.blocks());
        byte[] block = Arrays.copyOfRange(good, places.start(from) - WORD_BYTES, places.end(from));
        return replaced(good, places.start(to) - WORD_BYTES, places.end(to) - places.start(to) + WORD_BYTES, block);
    }

    private static byte[] blockCutOut(byte[] good, BlockPlaces places, SplittableRandom random) {
        int block = random.nextInt(places.blocks());
        int from = places.start(block) - WORD_BYTES;
        return replaced(good, from, places.end(block) - from, new byte[0]);
    }
}
