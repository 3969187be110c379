package io.vfioreplay.engine.index;

import io.vfioreplay.engine.codec.Varints;
import java.util.BitSet;

/**
 * Sets of granules within one segment as bytes: gaps and runs in turn, as varints, or a bit for each granule where that is
 * shorter. A term that is everywhere takes three bytes.
 */
final class GranuleSets {

    private GranuleSets() {}

    /**
     * Adds the set of {@code granules[from..to)}, which rise.
     *
     * @param all how many granules the segment has
     * @return whether it is written as bits
     */
    static boolean put(GrowingBytes target, int[] granules, int from, int to, int all) {
        int bitBytes = bitBytes(all);
        GrowingBytes runs = new GrowingBytes();
        int end = 0;
        for (int i = from; i < to && runs.length() <= bitBytes; ) {
            int first = granules[i];
            int behind = first;
            while (i < to && granules[i] == behind) {
                behind++;
                i++;
            }
            runs.putNumber(first - (long) end);
            runs.putNumber(behind - (long) first);
            end = behind;
        }
        if (runs.length() <= bitBytes) {
            target.putBytes(runs.bytes(), 0, runs.length());
            return false;
        }
        int at = target.putZeros(bitBytes);
        for (int i = from; i < to; i++) {
            target.bytes()[at + (granules[i] >> 3)] |= (byte) (1 << (granules[i] & 7));
        }
        return true;
    }

    /** Adds a set to {@code found}; false when the bytes are no set of so many granules. */
    static boolean addTo(BitSet found, byte[] bytes, int from, int to, boolean isBits, int all) {
        return isBits ? addBits(found, bytes, from, to, all) : addRuns(found, bytes, from, to, all);
    }

    private static boolean addBits(BitSet found, byte[] bytes, int from, int to, int all) {
        if (to - from != bitBytes(all)) {
            return false;
        }
        for (int granule = 0; granule < all; granule++) {
            if ((bytes[from + (granule >> 3)] >> (granule & 7) & 1) != 0) {
                found.set(granule);
            }
        }
        return true;
    }

    private static boolean addRuns(BitSet found, byte[] bytes, int from, int to, int all) {
        Varints.Reader reader = new Varints.Reader(bytes, from, to);
        long at = 0;
        while (reader.at() < to) {
            long gap = reader.next();
            long run = reader.next();
            if (gap < 0 || run < 1 || gap > all || run > all || at + gap + run > all) {
                return false;
            }
            found.set((int) (at + gap), (int) (at + gap + run));
            at += gap + run;
        }
        return true;
    }

    private static int bitBytes(int granules) {
        return (granules + Byte.SIZE - 1) / Byte.SIZE;
    }
}
