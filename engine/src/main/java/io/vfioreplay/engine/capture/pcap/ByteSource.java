package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
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

/** The bytes of a file, decompressed where its content says that it is gzipped, with a count of both. */
final class ByteSource implements AutoCloseable {

    /** The most bytes that {@link #unread} takes back. */
    static final int PUT_BACK_BYTES_MAX = 1 << 14;

    private static final int BUFFER_BYTES = PUT_BACK_BYTES_MAX;
    private static final int GZIP_ID1 = 0x1f;
    private static final int GZIP_ID2 = 0x8b;

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
    interface Probe {
        /** Whether the bytes from {@code at} on, a whole window of them, look like it. */
        boolean fits(byte[] bytes, int at);
    }

    static ByteSource open(Path file) {
        if (!Files.exists(file)) {
            throw new CaptureException(Code.NOT_READABLE, file, 0, "there is no such file", "check the name");
        }
        if (!Files.isRegularFile(file)) {
            throw new CaptureException(
                    Code.NOT_READABLE, file, 0, "this is a directory or a special file", "expected a capture file");
        }
        CountingStream raw = null;
        try {
            raw = new CountingStream(Files.newInputStream(file));
            BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
            buffered.mark(2);
            boolean compressed = buffered.read() == GZIP_ID1 && buffered.read() == GZIP_ID2;
            buffered.reset();
            return new ByteSource(file, raw, compressed ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered);
        } catch (IOException failed) {
            throw closing(raw, failure(file, raw == null ? 0 : raw.count, 0, failed));
        }
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
    byte[] peek(int length) {
        byte[] head = new byte[length];
        int count = read(head, 0, length);
        unread(head, 0, count);
        return count == length ? head : Arrays.copyOf(head, count);
    }

    /** Reads {@code length} bytes to {@code target} at {@code at}; returns how many there were, fewer only at the end. */
    int read(byte[] target, int at, int length) {
        try {
            int count = in.readNBytes(target, at, length);
            offset += count;
            return count;
        } catch (IOException failed) {
            throw failure(file, raw.count, offset, failed);
        }
    }

    /** Passes over bytes until {@code probe} fits the next {@code window} of them, or the file ends; returns how many. */
    long seek(int window, Probe probe) {
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
    void unread(byte[] bytes, int at, int length) {
        try {
            in.unread(bytes, at, length);
            offset -= length;
        } catch (IOException tooMuch) {
            throw new IllegalStateException("put back more than was taken", tooMuch);
        }
    }

    /** How many decompressed bytes were taken. */
    long offset() {
        return offset;
    }

    /** How many bytes of the file were read. */
    long rawBytes() {
        return raw.count;
    }

    /** The size of the file. */
    long rawSize() {
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
        if (cause instanceof EOFException || cause instanceof ZipException) {
            String what = cause instanceof EOFException ? "ends early" : "is damaged (" + cause.getMessage() + ")";
            return new CaptureException(
                    Code.BROKEN_COMPRESSION,
                    file,
                    at,
                    "the gzip file " + what + " after " + good + " good bytes of content",
                    "copy it again, or save what is left with \"gzip -dc FILE > PART\" and import that");
        }
        String found = "cannot be read (" + cause.getMessage() + ")";
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
