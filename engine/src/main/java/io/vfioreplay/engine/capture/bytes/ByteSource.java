package io.vfioreplay.engine.capture.bytes;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.journal.format.SystemReason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, decompressed where its content says that it is gzip or Zstandard, with a count of both. One thread.
 *
 * <p>Source: RFC 1952 (gzip), RFC 8878 (Zstandard; frames whose window is larger than 128 MiB are refused).
 */
public final class ByteSource implements AutoCloseable {

    /** The most bytes that {@link #unread} takes back. */
    public static final int PUT_BACK_BYTES_MAX = 1 << 14;

    private static final int BUFFER_BYTES = PUT_BACK_BYTES_MAX;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final int WINDOW_LOG_MAX = 27;

    private final Path file;
    private final CountingStream raw;
    private final PushbackInputStream in;
    private long offset;

    private ByteSource(Path file, CountingStream raw, InputStream in) {
        this.file = file;
        this.raw = raw;
        this.in = new PushbackInputStream(in, BUFFER_BYTES);
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
     * @throws CaptureException when it is not a plain file, or cannot be read
     */
    public static ByteSource open(Path file) {
        if (!Files.exists(file)) {
            throw new CaptureException(Code.NOT_READABLE, file, 0, "there is no such file", "check the name");
        }
        if (!Files.isRegularFile(file)) {
            String kind = Files.isDirectory(file) ? "this is a directory" : "this is a special file";
            throw new CaptureException(Code.NOT_READABLE, file, 0, kind, "expected a capture file");
        }
        CountingStream raw = null;
        try {
            raw = new CountingStream(Files.newInputStream(file));
            BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
            return new ByteSource(file, raw, decompressed(buffered));
        } catch (IOException failed) {
            throw closing(raw, failure(file, raw == null ? 0 : raw.count, 0, failed));
        }
    }

    private static InputStream decompressed(BufferedInputStream file) throws IOException {
        if (beginsWith(file, GZIP)) {
            return new GZIPInputStream(file, BUFFER_BYTES);
        }
        if (beginsWith(file, ZSTD)) {
            return new BufferedInputStream(new ZstdInputStream(file).setLongMax(WINDOW_LOG_MAX), BUFFER_BYTES);
        }
        return file;
    }

    private static boolean beginsWith(BufferedInputStream file, byte[] magic) throws IOException {
        file.mark(magic.length);
        boolean begins = Arrays.equals(file.readNBytes(magic.length), magic);
        file.reset();
        return begins;
    }

    private static CaptureException closing(@Nullable CountingStream raw, CaptureException why) {
        try {
            if (raw != null) {
                raw.close();
            }
        } catch (IOException second) {
            why.addSuppressed(second);
        }
        return why;
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
        try {
            int count = in.readNBytes(target, at, length);
            offset += count;
            return count;
        } catch (IOException failed) {
            throw failure(file, raw.count, offset, failed);
        }
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
        try {
            in.unread(bytes, at, length);
            offset -= length;
        } catch (IOException tooMuch) {
            throw new IllegalStateException("put back more than was taken", tooMuch);
        }
    }

    /** How many decompressed bytes were taken. */
    public long offset() {
        return offset;
    }

    /** How many bytes of the file were read. */
    public long rawBytes() {
        return raw.count;
    }

    /** The size of the file. */
    public long rawSize() {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw failure(file, 0, 0, failed);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failed) {
            throw failure(file, raw.count, offset, failed);
        }
    }

    private static CaptureException failure(Path file, long at, long good, IOException cause) {
        if (cause instanceof EOFException || cause instanceof ZipException || cause instanceof ZstdIOException) {
            boolean cut = cause instanceof EOFException
                    || String.valueOf(cause.getMessage()).contains("Truncated");
            String what = cut ? "ends early" : "is damaged (" + cause.getMessage() + ")";
            return new CaptureException(
                    Code.BROKEN_COMPRESSION,
                    file,
                    at,
                    "the compressed file " + what + " after " + good + " good bytes of content",
                    "copy it again, or save what is left with \"gzip -dc FILE > PART\" or \"zstd -dc FILE > PART\" and import that");
        }
        String found = "cannot be read (" + SystemReason.of(cause) + ")";
        return new CaptureException(Code.NOT_READABLE, file, at, found, "check its permissions and its disk");
    }

    /** Counts what is read from the file. */
    private static final class CountingStream extends FilterInputStream {

        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
