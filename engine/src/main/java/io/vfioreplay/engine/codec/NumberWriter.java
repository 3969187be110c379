package io.vfioreplay.engine.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes the numbers of one event one after the other. Where the next one goes and how wide those before it are is one long, the
 * cursor, which stays in a register: bits 0-15 the index, above them four bits for each number, the last one lowest.
 */
final class NumberWriter {

    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int AT_BITS = Short.SIZE;
    private static final int AT_MASK = (1 << AT_BITS) - 1;
    private static final int WIDTH_BITS = 4;

    private NumberWriter() {}

    /** A cursor before the first number, which goes to index {@code at}. */
    static long begin(int at) {
        return at;
    }

    /** Writes a difference in as few bytes as it has; returns the cursor behind it. */
    static long put(byte[] to, long cursor, long difference) {
        long zigzag = (difference << 1) ^ (difference >> (Long.SIZE - 1));
        int at = at(cursor);
        U64.set(to, at, zigzag); // What stands behind the number's own bytes is written over by the next.
        int width = (Long.SIZE + 7 - Long.numberOfLeadingZeros(zigzag)) >>> 3;
        return ((cursor & ~(long) AT_MASK) << WIDTH_BITS) | ((long) width << AT_BITS) | (at + width);
    }

    /** The index behind the last number. */
    static int at(long cursor) {
        return (int) cursor & AT_MASK;
    }

    /** The widths of all numbers, four bits each, the last one lowest. */
    static long widths(long cursor) {
        return cursor >>> AT_BITS;
    }

    /** Writes the widths as a shape's definition has them; returns where that ends. */
    static int define(byte[] to, int from, long widths, int count) {
        int at = from;
        for (int i = count - 1; i >= 0; i -= 2) {
            long first = width(widths, i);
            long second = i == 0 ? 0 : width(widths, i - 1);
            to[at++] = (byte) (first | (second << WIDTH_BITS));
        }
        return at;
    }

    private static long width(long widths, int fromLast) {
        return (widths >>> (WIDTH_BITS * fromLast)) & 0xf;
    }
}
