package io.vfioreplay.engine.capture.bytes;

import io.vfioreplay.engine.capture.CaptureException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lines of a text capture, one after the other, as places in a buffer that is used again: what a line's accessors say is
 * valid until the next {@link #next()}. Memory does not grow with the file. One thread.
 *
 * <p>A line ends with LF or CR LF. A line longer than {@value #LINE_BYTES_MAX} bytes is given up to there and {@link #isCut()};
 * the last line of a file that ends without a line end {@link #isTorn()}. A compressed file that turns out to be damaged
 * ends there, with every byte that can be decompressed, and {@link #endDamage()} tells.
 */
public final class LineSource implements AutoCloseable {

    /** No line is given longer than this. */
    public static final int LINE_BYTES_MAX = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 18;

    private final ByteSource source;
    private final long bytesTotal;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private int position;
    private int filled;
    private long filledOffset;
    private long number;
    private boolean cut;
    private boolean torn;
    private boolean ended;

    private LineSource(ByteSource source) {
        this.source = source;
        this.bytesTotal = source.rawSize();
    }

    /**
     * Opens a file, decompressing it where its content says so.
     *
     * @throws CaptureException when it is not a plain file, or cannot be read
     */
    public static LineSource open(Path file) {
        return new LineSource(ByteSource.open(file));
    }

    /** Goes to the next line; false at the end. */
    public boolean next() {
        if (cut) {
            passRest();
        }
        int end = lineEnd();
        from = position;
        to = end;
        cut = end - from == LINE_BYTES_MAX && !(end < filled && bytes[end] == '\n');
        torn = end == filled && !cut;
        if (end == from && torn) {
            return false;
        }
        number++;
        position = cut || torn ? end : end + 1;
        if (to > from && bytes[to - 1] == '\r') {
            to--;
        }
        return true;
    }

    /** The buffer that holds the line. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the line begins in {@link #bytes()}. */
    public int from() {
        return from;
    }

    /** Where it ends there, without its line end. */
    public int to() {
        return to;
    }

    /** The number of the line, from 1. */
    public long number() {
        return number;
    }

    /** Where the line begins in the decompressed file. */
    public long offset() {
        return filledOffset + from;
    }

    /** Where it ends there, without its line end; at the end of the file, how many bytes it has. */
    public long end() {
        return filledOffset + to;
    }

    /** Whether the line was too long and its end was passed over. */
    public boolean isCut() {
        return cut;
    }

    /** Whether the file ends inside this line. */
    public boolean isTorn() {
        return torn;
    }

    /** The line as text; malformed UTF-8 becomes U+FFFD. */
    public String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Why the file ends early, in words; empty while nothing is known to be wrong. To be asked at the end. */
    public Optional<String> endDamage() {
        return source.endDamage();
    }

    /** How many bytes of the file were read. */
    public long bytesRead() {
        return source.rawBytes();
    }

    /** The size of the file. */
    public long bytesTotal() {
        return bytesTotal;
    }

    @Override
    public void close() {
        source.close();
    }

    /** The place behind the line that begins at {@link #position}: its line end, the longest line, or all there is. */
    private int lineEnd() {
        int length = 0;
        while (true) {
            int most = Math.min(filled, position + LINE_BYTES_MAX);
            int at = position + length;
            while (at < most && bytes[at] != '\n') {
                at++;
            }
            if (at < filled || at - position == LINE_BYTES_MAX) {
                return at;
            }
            length = at - position;
            if (!fill()) {
                return position + length;
            }
        }
    }

    /** Passes over the end of a line that was too long. */
    private void passRest() {
        while (position < filled || fill()) {
            if (bytes[position++] == '\n') {
                return;
            }
        }
    }

    /** Moves what is left to the beginning of the buffer and reads more behind it. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        System.arraycopy(bytes, position, bytes, 0, filled - position);
        filledOffset += position;
        filled -= position;
        position = 0;
        int count = source.read(bytes, filled, bytes.length - filled);
        filled += count;
        ended = count == 0;
        return !ended;
    }
}
