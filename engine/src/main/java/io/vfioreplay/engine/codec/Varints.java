package io.vfioreplay.engine.codec;

/** Numbers of seven bits a byte, lowest first; see {@link EventFormat}. */
public final class Varints {

    /** No number takes more. */
    public static final int BYTES_MAX = 10;

    private Varints() {}

    /** Writes a number; returns how many bytes it took. */
    public static int put(byte[] to, int from, long value) {
        int at = from;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to[at++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        return at - from;
    }

    /** Writes a number that may be negative; returns how many bytes it took. */
    static int putSigned(byte[] to, int from, long value) {
        return put(to, from, (value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    /** Reads numbers out of a part of an array; -1 where there is none, which no number here may be. */
    public static final class Reader {

        private final byte[] bytes;
        private final int end;
        private int at;

        /** Reads {@code bytes[from..end)}. */
        public Reader(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        /** Where the next number begins. */
        public int at() {
            return at;
        }

        /** The next number, or -1. */
        public long next() {
            long value = 0;
            for (int i = 0; i < BYTES_MAX && at < end; i++) {
                byte b = bytes[at++];
                value |= (long) (b & 0x7f) << (7 * i);
                if (b >= 0) {
                    return value;
                }
            }
            return -1;
        }

        /** Where the next {@code count} bytes begin, or -1; passes over them. */
        public int skip(int count) {
            if (count < 0 || count > end - at) {
                return -1;
            }
            at += count;
            return at - count;
        }
    }
}
