package io.vfioreplay.engine.capture.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A window over the bytes of a file as they are on disk; it moves forward only, and memory does not grow. One thread. */
final class RawBytes implements Closeable {

    /** No more bytes can be looked at ahead. */
    static final int AHEAD_BYTES_MAX = 1 << 16;

    private final InputStream file;
    private final byte[] bytes = new byte[AHEAD_BYTES_MAX];
    private int from;
    private int to;
    private long passed;

    RawBytes(InputStream file) {
        this.file = file;
    }

    /** Reads until at least {@code wanted} bytes are in the window, or the file ends; returns how many are. */
    int ahead(int wanted) throws IOException {
        if (to - from < wanted) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
            int count = 0;
            while (to < wanted && count >= 0) {
                count = file.read(bytes, to, bytes.length - to);
                to += Math.max(count, 0);
            }
        }
        return to - from;
    }

    /** The buffer that holds the window. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the window begins in {@link #bytes()}. */
    int from() {
        return from;
    }

    /** The byte at a place in the window, which was read already. */
    int u8(int at) {
        return Byte.toUnsignedInt(bytes[from + at]);
    }

    /** {@code count} bytes at a place, at most four, as a little-endian number. */
    long little(int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << Byte.SIZE | u8(at + i);
        }
        return value;
    }

    /** Whether the window, of which that much was read already, begins with these bytes. */
    boolean beginsWith(byte[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (bytes[from + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Moves the beginning of the window over bytes that are in it. */
    void pass(int count) {
        from += count;
        passed += count;
    }

    /** Where the window begins in the file. */
    long offset() {
        return passed;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
