package io.vfioreplay.engine.capture.bytes;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.journal.format.SystemReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a file, decompressed where its content says that it is gzip or Zstandard, with a count of both. One thread.
 *
 * <p>A compressed file that ends early or is damaged gives every byte that can be decompressed and ends there, and
 * {@link #endDamage()} tells; so does a file that cannot be read any further.
 *
 * <p>Source: RFC 1952 (gzip), RFC 8878 (Zstandard; frames whose window is larger than 128 MiB are refused).
 */
public final class ByteSource implements AutoCloseable {

    /** The most bytes that {@link #unread} takes back. */
    public static final int PUT_BACK_BYTES_MAX = 1 << 14;

    private static final int BUFFER_BYTES = PUT_BACK_BYTES_MAX;

    private final Path file;
    private final RawBytes raw;
    private final Content content;
    /** What was put back stands in the first half, what was read ahead in the second one. */
    private final byte[] buffer = new byte[2 * BUFFER_BYTES];

    private int from = BUFFER_BYTES;
    private int to = BUFFER_BYTES;
    private long offset;
    private boolean ended;
    private Optional<IOException> failure = Optional.empty();

    private ByteSource(Path file, RawBytes raw) throws IOException {
        this.file = file;
        this.raw = raw;
        this.content = content(raw);
    }

    private static Content content(RawBytes raw) throws IOException {
        int there = raw.ahead(ZstandardContent.MAGIC.length);
        if (there >= GzipContent.MAGIC.length && raw.beginsWith(GzipContent.MAGIC)) {
            return new GzipContent(raw);
        }
        if (there >= ZstandardContent.MAGIC.length && raw.beginsWith(ZstandardContent.MAGIC)) {
            return new ZstandardContent(raw);
        }
        return new PlainContent(raw);
    }

    /** Whether a format can go on at a place. */
    @FunctionalInterface
    public interface Probe {
        /** Whether the bytes from {@code at} on, a whole window of them, look like it. */
        boolean fits(byte[] bytes, int at);
    }

    /**
     * Opens a file.
     *
     * @throws CaptureException when it is not a plain file, or cannot be read, or is compressed and nothing of it can be
     *     decompressed
     */
    public static ByteSource open(Path file) {
        if (!Files.exists(file)) {
            throw new CaptureException(Code.NOT_READABLE, file, 0, "there is no such file", "check the name");
        }
        if (!Files.isRegularFile(file)) {
            String kind = Files.isDirectory(file) ? "this is a directory" : "this is a special file";
            throw new CaptureException(Code.NOT_READABLE, file, 0, kind, "expected a capture file");
        }
        ByteSource source = opened(file);
        if (!source.fill() && source.failure.isPresent()) {
            source.close();
            throw source.unusable(source.failure.get());
        }
        return source;
    }

    private static ByteSource opened(Path file) {
        RawBytes raw = null;
        try {
            raw = new RawBytes(Files.newInputStream(file));
            return new ByteSource(file, raw);
        } catch (IOException failed) {
            CaptureException why = notReadable(file, failed);
            if (raw != null) {
                closing(raw, why);
            }
            throw why;
        }
    }

    private static void closing(RawBytes raw, CaptureException why) {
        try {
            raw.close();
        } catch (IOException second) {
            why.addSuppressed(second);
        }
    }

    /** Reads ahead where nothing is; false at the end. */
    private boolean fill() {
        from = BUFFER_BYTES;
        to = BUFFER_BYTES;
        to += more(buffer, from, BUFFER_BYTES);
        return to > from;
    }

    /** Reads from the content at least one byte; 0 at the end, however it came. */
    private int more(byte[] target, int at, int length) {
        if (ended) {
            return 0;
        }
        try {
            int count = content.read(target, at, length);
            ended = count == Content.END;
            return ended ? 0 : count;
        } catch (IOException failed) {
            ended = true;
            failure = Optional.of(failed);
            return 0;
        }
    }

    /** The next bytes, at most {@code length}, without taking them; fewer only at the end. */
    public byte[] peek(int length) {
        byte[] head = new byte[length];
        int count = read(head, 0, length);
        unread(head, 0, count);
        return count == length ? head : Arrays.copyOf(head, count);
    }

    /** Reads {@code length} bytes to {@code target} at {@code at}; returns how many there were, fewer only at the end. */
    public int read(byte[] target, int at, int length) {
        int count = 0;
        int step = -1;
        while (count < length && step != 0) {
            step = readSome(target, at + count, length - count);
            count += step;
        }
        offset += count;
        return count;
    }

    private int readSome(byte[] target, int at, int length) {
        if (from == to && length >= BUFFER_BYTES) {
            from = BUFFER_BYTES; // Room for what is put back of it.
            to = BUFFER_BYTES;
            return more(target, at, length);
        }
        if (from == to && !fill()) {
            return 0;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(buffer, from, target, at, count);
        from += count;
        return count;
    }

    /** Passes over bytes until {@code probe} fits the next {@code window} of them, or the file ends; returns how many. */
    public long seek(int window, Probe probe) {
        byte[] bytes = new byte[BUFFER_BYTES];
        int count = read(bytes, 0, BUFFER_BYTES);
        long passed = 0;
        while (count >= window) {
            for (int at = 0; at + window <= count; at++) {
                if (probe.fits(bytes, at)) {
                    unread(bytes, at, count - at);
                    return passed + at;
                }
            }
            int kept = window - 1;
            passed += count - kept;
            System.arraycopy(bytes, count - kept, bytes, 0, kept);
            int more = read(bytes, kept, BUFFER_BYTES - kept);
            if (more == 0) {
                return passed + kept;
            }
            count = kept + more;
        }
        return passed + count;
    }

    /** Puts back bytes that were read last. */
    public void unread(byte[] bytes, int at, int length) {
        if (length > from) {
            throw new IllegalStateException("put back more than was taken");
        }
        from -= length;
        System.arraycopy(bytes, at, buffer, from, length);
        offset -= length;
    }

    /** How many decompressed bytes were taken. */
    public long offset() {
        return offset;
    }

    /** How many bytes of the file were read. */
    public long rawBytes() {
        return raw.offset();
    }

    /** The size of the file. */
    public long rawSize() {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw notReadable(file, failed);
        }
    }

    /**
     * Why the file ends early, in words with both places; empty while nothing is known to be wrong. To be asked at
     * the end: bytes that were read ahead may still come.
     */
    public Optional<String> endDamage() {
        return failure.map(why -> "the %s, at byte %d of it and %d of its content"
                .formatted(words(why), raw.offset(), offset + to - from));
    }

    private static String words(IOException why) {
        return why instanceof BrokenContentException broken
                ? "compressed file " + broken.getMessage()
                : "file cannot be read any further (" + SystemReason.of(why) + ")";
    }

    private CaptureException unusable(IOException why) {
        if (!(why instanceof BrokenContentException)) {
            return notReadable(file, why);
        }
        String found = "the " + words(why) + ", and nothing of its content can be decompressed";
        return new CaptureException(Code.BROKEN_COMPRESSION, file, raw.offset(), found, "get it again");
    }

    private static CaptureException notReadable(Path file, IOException why) {
        String found = "cannot be read (" + SystemReason.of(why) + ")";
        return new CaptureException(Code.NOT_READABLE, file, 0, found, "check its permissions and its disk");
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException failed) {
            throw notReadable(file, failed);
        }
    }
}
