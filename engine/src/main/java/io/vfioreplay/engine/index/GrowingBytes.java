package io.vfioreplay.engine.index;

import io.vfioreplay.engine.codec.Varints;
import java.util.Arrays;

/** Bytes that become more, to be written as a frame. One thread. */
final class GrowingBytes {

    private byte[] bytes = new byte[1 << 10];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Adds a number from 0 on. */
    void putNumber(long number) {
        reserve(Varints.BYTES_MAX);
        length += Varints.put(bytes, length, number);
    }

    /** Adds all 64 bits. */
    void putLong(long bits) {
        reserve(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[length++] = (byte) (bits >>> shift);
        }
    }

    void putBytes(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Adds room for {@code count} bytes, all 0; returns where it begins. */
    int putZeros(int count) {
        reserve(count);
        Arrays.fill(bytes, length, length + count, (byte) 0);
        length += count;
        return length - count;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
