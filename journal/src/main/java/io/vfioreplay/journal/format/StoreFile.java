package io.vfioreplay.journal.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file that is only ever read, by place. The size is that at opening: what a writer adds later is not seen. */
public final class StoreFile implements AutoCloseable {

    private static final byte[] ZEROS = new byte[1 << 16];

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private StoreFile(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens a file for reading.
     *
     * @param shown what messages call it
     * @throws NotAJournalException when it cannot be opened
     */
    public static StoreFile open(Path path, Path shown) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new StoreFile(shown, channel, channel.size());
        } catch (IOException failed) {
            throw new NotAJournalException(
                    shown, "a file that can be read", SystemReason.of(failed), "check its name and permissions");
        }
    }

    /** Which file, as the user knows it. */
    public Path path() {
        return path;
    }

    /** How long it was when it was opened. */
    public long size() {
        return size;
    }

    /** Reads bytes into {@code target} from its start; returns how many there were, fewer only at the end of the file. */
    public int read(long offset, byte[] target, int length) {
        ByteBuffer into = ByteBuffer.wrap(target, 0, length);
        return read(offset, into);
    }

    /** Fills the rest of {@code into}; returns how many bytes there were. */
    int read(long offset, ByteBuffer into) {
        int from = into.position();
        try {
            while (into.hasRemaining()) {
                if (channel.read(into, offset + into.position() - from) < 0) {
                    break;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + path, failed);
        }
        return into.position() - from;
    }

    /** The offset of the first byte from {@code from} on that is not 0, or -1. */
    public long firstNonZero(long from) {
        byte[] window = new byte[ZEROS.length];
        for (long base = from; base < size; base += window.length) {
            int count = read(base, window, window.length);
            int at = Arrays.mismatch(window, 0, count, ZEROS, 0, count);
            if (at >= 0) {
                return base + at;
            }
        }
        return -1;
    }

    /** A little-endian buffer for scanning. */
    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close " + path, failed);
        }
    }
}
