package io.vfioreplay.engine.codec;

import java.util.Arrays;

/** The shapes of the block that is being written, found by their stream and widths. One thread. */
final class ShapeTable {

    /** What {@link #find} answers when there is no such shape. */
    static final int NONE = -1;

    private static final int SLOT_BITS = 10;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    /** Open addressing; the key of a shape, or 0. */
    private final long[] keys = new long[SLOTS];

    private final byte[] shapes = new byte[SLOTS];
    private int count;

    void clear() {
        if (count > 0) {
            Arrays.fill(keys, 0);
            count = 0;
        }
    }

    boolean hasRoom() {
        return count < EventFormat.SHAPES_MAX;
    }

    /** The number of a shape, or {@link #NONE}. */
    int find(int stream, long widths) {
        long key = key(stream, widths);
        int at = slot(key);
        while (keys[at] != key) {
            if (keys[at] == 0) {
                return NONE;
            }
            at = (at + 1) & (SLOTS - 1);
        }
        return shapes[at] & 0xff;
    }

    /** Adds a shape that is not there; returns its number. */
    int add(int stream, long widths) {
        long key = key(stream, widths);
        int at = slot(key);
        while (keys[at] != 0) {
            at = (at + 1) & (SLOTS - 1);
        }
        keys[at] = key;
        shapes[at] = (byte) count;
        return count++;
    }

    /** No key is 0: bit 8 is set in all. */
    private static long key(int stream, long widths) {
        return (widths << 9) | (1 << 8) | stream;
    }

    private static int slot(long key) {
        return (int) ((key * GOLDEN) >>> (Long.SIZE - SLOT_BITS));
    }
}
