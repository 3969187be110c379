package io.vfioreplay.journal.chronicle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Brings a growing file to the disk, each time only what was appended since: a whole {@code fsync} would bring along the room
 * that is kept in front, and bring it again when it is used. One thread at a time, beside the one that appends.
 */
final class StoreSync implements AutoCloseable {

    private static final long WINDOW_BYTES = 64L << 20;

    private final Path file;
    private final SteadyChannel channel;
    private @Nullable MappedByteBuffer window;
    private long windowOffset;
    private long syncedBytes;

    private StoreSync(Path file, SteadyChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** For a file that exists; its name, and that of its directory, are on the disk when this returns. */
    static StoreSync open(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException(file + " is in no directory");
        }
        try {
            SteadyChannel channel = SteadyChannel.open(file);
            channel.force();
            forceNames(directory);
            if (directory.getParent() != null) {
                forceNames(directory.getParent());
            }
            return new StoreSync(file, channel);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot sync " + file, failed);
        }
    }

    private static void forceNames(Path directory) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns when the first {@code endOffset} bytes are on the disk. */
    void sync(long endOffset) {
        try {
            while (syncedBytes < endOffset) {
                MappedByteBuffer bytes = windowOf(syncedBytes);
                long from = syncedBytes - windowOffset;
                long to = Math.min(endOffset - windowOffset, WINDOW_BYTES);
                bytes.force((int) from, (int) (to - from));
                syncedBytes = windowOffset + to;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot sync " + file, failed);
        }
    }

    private MappedByteBuffer windowOf(long offset) throws IOException {
        long base = offset / WINDOW_BYTES * WINDOW_BYTES;
        MappedByteBuffer known = window;
        if (known == null || base != windowOffset) {
            known = channel.map(base, WINDOW_BYTES);
            window = known;
            windowOffset = base;
        }
        return known;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close " + file, failed);
        }
    }
}
