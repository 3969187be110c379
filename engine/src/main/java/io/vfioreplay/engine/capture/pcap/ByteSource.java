package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file, decompressed where it is gzipped, with a count of both. */
final class ByteSource implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PEEK_BYTES = 12;
    private static final int GZIP_ID1 = 0x1f;
    private static final int GZIP_ID2 = 0x8b;

    private final Path file;
    private final CountingStream raw;
    private final InputStream in;
    private long offset;

    private ByteSource(Path file, CountingStream raw, InputStream in) {
        this.file = file;
        this.raw = raw;
        this.in = in;
    }

    static ByteSource open(Path file) {
        if (!Files.exists(file)) {
            throw new CaptureException(Code.NOT_READABLE, file, 0, "there is no such file", "check the name");
        }
        if (!Files.isRegularFile(file)) {
            throw new CaptureException(
                    Code.NOT_READABLE, file, 0, "this is a directory or a special file", "expected a capture file");
        }
        try {
            CountingStream raw = new CountingStream(Files.newInputStream(file));
            BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
            buffered.mark(2);
            boolean compressed = buffered.read() == GZIP_ID1 && buffered.read() == GZIP_ID2;
            buffered.reset();
            return new ByteSource(file, raw, compressed ? decompressed(file, buffered) : buffered);
        } catch (IOException failed) {
            throw new CaptureException(
                    Code.NOT_READABLE,
                    file,
                    0,
                    "cannot be read (" + failed.getMessage() + ")",
                    "check its permissions");
        }
    }

    private static InputStream decompressed(Path file, InputStream in) {
        try {
            return new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES);
        } catch (IOException broken) {
            throw broken(file, 0, broken);
        }
    }

    /** The first bytes of the file, fewer if it is shorter; only before anything was read. */
    byte[] peek() {
        in.mark(PEEK_BYTES);
        try {
            byte[] head = in.readNBytes(PEEK_BYTES);
            in.reset();
            return head;
        } catch (EOFException | ZipException broken) {
            throw broken(file, raw.count, broken);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Fills {@code length} bytes of {@code target} from its start; returns how many there were, fewer only at the end. */
    int read(byte[] target, int length) {
        try {
            int count = in.readNBytes(target, 0, length);
            offset += count;
            return count;
        } catch (EOFException | ZipException broken) {
            throw broken(file, raw.count, broken);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Passes over bytes; returns how many there were. */
    long skip(long length) {
        byte[] rest = new byte[(int) Math.min(length, BUFFER_BYTES)];
        long skipped = 0;
        while (skipped < length) {
            int count = read(rest, (int) Math.min(length - skipped, rest.length));
            if (count == 0) {
                break;
            }
            skipped += count;
        }
        return skipped;
    }

    /** How many decompressed bytes were read. */
    long offset() {
        return offset;
    }

    /** How many bytes of the file were read. */
    long rawBytes() {
        return raw.count;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static CaptureException broken(Path file, long at, IOException cause) {
        String found = cause instanceof EOFException
                ? "the gzip file ends early"
                : "the gzip file is damaged (" + cause.getMessage() + ")";
        return new CaptureException(
                Code.BROKEN_COMPRESSION,
                file,
                at,
                found,
                "copy it again, or save what is left with \"gzip -dc FILE > PART\" and import that");
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
