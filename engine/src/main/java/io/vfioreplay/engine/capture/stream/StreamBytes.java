package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.hardware.event.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A window that slides over the bytes of a stream: places are counted from where reading stands. One thread.
 *
 * <p>A compressed file that turns out to be damaged ends there, and {@link #endDamage()} tells.
 */
final class StreamBytes implements AutoCloseable {

    /** No more bytes can be looked at ahead. */
    static final int AHEAD_BYTES_MAX = (1 << 20) + (1 << 12);
    /** As many bytes can be looked at behind, by negative places. */
    static final int BEHIND_BYTES = Integer.BYTES;

    private static final int READ_BYTES = 512;

    private static final long PROGRESS_BYTES = 1 << 24;

    private final ByteSource source;
    private final Progress progress;
    private final long bytesTotal;
    /** Grows to what is looked at ahead, at most a little more than {@link #AHEAD_BYTES_MAX} twice. */
    private byte[] buffer = new byte[1 << 14];

    private int position;
    private int filled;
    private long bufferOffset;
    private long progressAt = PROGRESS_BYTES;
    private boolean ended;

    StreamBytes(ByteSource source, Progress progress) {
        this.source = source;
        this.progress = progress;
        this.bytesTotal = source.rawSize();
    }

    /** Reads until {@code count} bytes can be looked at, or all that are left; returns how many can, at most {@code count}. */
    int ahead(int count) {
        if (count > AHEAD_BYTES_MAX) {
            throw new IllegalStateException("%d bytes ahead, at most %d".formatted(count, AHEAD_BYTES_MAX));
        }
        boolean more = true;
        while (filled - position < count && more) {
            more = fill();
        }
        return Math.min(count, filled - position);
    }

    private boolean fill() {
        if (ended) {
            return false;
        }
        if (buffer.length - filled < READ_BYTES) {
            makeRoom();
        }
        int count = source.read(buffer, filled, READ_BYTES);
        filled += count;
        ended = count == 0;
        if (bufferOffset + filled >= progressAt) {
            progressAt += PROGRESS_BYTES;
            progress.bytes(source.rawBytes(), bytesTotal);
        }
        return !ended;
    }

    /** Moves what can still be looked at to the beginning, of a larger buffer where that is half of it. */
    private void makeRoom() {
        int from = Math.max(position - BEHIND_BYTES, 0);
        int kept = filled - from;
        byte[] target = kept > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
        System.arraycopy(buffer, from, target, 0, kept);
        buffer = target;
        bufferOffset += from;
        position -= from;
        filled = kept;
    }

    /** Whether {@code count} bytes from {@code at} on were read already. */
    boolean has(int at, int count) {
        return filled - position - at >= count;
    }

    int u8(int at) {
        return buffer[position + at] & 0xff;
    }

    int be16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int be32(int at) {
        return be16(at) << 16 | be16(at + 2);
    }

    long be64(int at) {
        return (long) be32(at) << 32 | (be32(at + 4) & 0xffffffffL);
    }

    /** Bytes as text, one character per byte. */
    String text(int at, int length) {
        return new String(buffer, position + at, length, StandardCharsets.ISO_8859_1);
    }

    /** Whether all bytes of a place are printable ASCII characters. */
    boolean isPrintable(int at, int length) {
        for (int i = at; i < at + length; i++) {
            int b = u8(i);
            if (b < ' ' || b > '~') {
                return false;
            }
        }
        return true;
    }

    /** Up to eight bytes from here as hexadecimal digits, or words for the end of the stream. */
    String shown() {
        int count = ahead(Long.BYTES);
        StringBuilder shown = new StringBuilder(count == 0 ? "the end of the stream" : "the bytes");
        for (int at = 0; at < count; at++) {
            shown.append(at == 0 ? " " : "").append(Character.forDigit(u8(at) >> 4, 16));
            shown.append(Character.forDigit(u8(at) & 0xf, 16));
        }
        return shown.toString();
    }

    /** The next bytes, which were read already; valid until the next call that reads. */
    Payload payload(int length) {
        return Payload.of(buffer, position, length);
    }

    /** Passes over bytes; returns over how many, fewer only at the end. */
    long pass(long count) {
        long passed = 0;
        int step = -1;
        while (passed < count && step != 0) {
            step = ahead((int) Math.min(count - passed, AHEAD_BYTES_MAX));
            position += step;
            passed += step;
        }
        return passed;
    }

    /** Where reading stands in the decompressed file. */
    long offset() {
        return bufferOffset + position;
    }

    /** Why the file ends early, in words; empty while nothing is known to be wrong. To be asked at the end. */
    Optional<String> endDamage() {
        return source.endDamage();
    }

    @Override
    public void close() {
        progress.bytes(bytesTotal, bytesTotal);
        source.close();
    }
}
