package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.bytes.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A window over the bytes of a binary trace that moves forward only; memory does not grow with the file. Places count from the
 * beginning of the window. A compressed file that turns out to be damaged ends there, and {@link #endDamage()} tells. One
 * thread.
 */
final class RecordBytes implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ByteSource source;
    private final long bytesTotal;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final ByteBuffer numbers;
    private int from;
    private int to;
    private long offset;
    private boolean ended;

    /**
     * Opens a file.
     *
     * @throws io.vfioreplay.engine.capture.CaptureException when it is not a plain file, or cannot be read
     */
    RecordBytes(Path file, ByteOrder order) {
        source = ByteSource.open(file);
        bytesTotal = source.rawSize();
        numbers = ByteBuffer.wrap(bytes).order(order);
    }

    /** How many bytes are in the window: at least {@code wanted} of them unless the file ends before. */
    int available(int wanted) {
        if (to - from < wanted && !ended) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
            fill();
        }
        return to - from;
    }

    /** Moves the beginning of the window over bytes that are in it. */
    void pass(int count) {
        from += count;
        offset += count;
    }

    /** Where the window begins in the decompressed file. */
    long offset() {
        return offset;
    }

    /** The buffer that holds the window. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the window begins in {@link #bytes()}. */
    int from() {
        return from;
    }

    /** The byte at a place. */
    byte u8(int at) {
        return bytes[from + at];
    }

    /** The four bytes at a place as a number. */
    int u32(int at) {
        return numbers.getInt(from + at);
    }

    /** The eight bytes at a place as a number. */
    long u64(int at) {
        return numbers.getLong(from + at);
    }

    /** Why the file ends early, in words; empty while nothing is known to be wrong. To be asked at the end. */
    Optional<String> endDamage() {
        return source.endDamage();
    }

    long bytesRead() {
        return source.rawBytes();
    }

    long bytesTotal() {
        return bytesTotal;
    }

    @Override
    public void close() {
        source.close();
    }

    private void fill() {
        int count = source.read(bytes, to, BUFFER_BYTES - to);
        to += count;
        ended = to < BUFFER_BYTES;
    }
}
