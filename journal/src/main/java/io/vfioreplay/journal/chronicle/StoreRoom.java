package io.vfioreplay.journal.chronicle;

import io.vfioreplay.journal.format.DiskFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps room on the disk in front of what is appended. The queue writes into mapped memory of a sparse file: where the disk has no
 * page for it, the kernel stops the process in the middle of a block, or the failure shows up later in some other place, and
 * where it has one, the writer waits while it is made. So zeros are written ahead, through the file: that takes the room, fills the
 * page cache, and where there is none fails as an error of its own before anything is touched.
 *
 * <p>{@link #ensure} is called by the thread that appends, {@link #ahead} by any. Nothing is ever written below the
 * frontier, so neither can meet what the queue writes.
 */
final class StoreRoom implements AutoCloseable {

    private static final int STEP_BYTES = 1 << 18;
    private static final long AHEAD_BYTES_MAX = 16L << 20;
    private static final int PAGE_BYTES = 4096;

    /** The queue's first index is smaller; its entries are zeros when it is made. */
    private static final int INDEX_BYTES_MAX = 1 << 15;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(STEP_BYTES);

    private final Path file;
    private final SteadyChannel channel;
    private final ByteBuffer zeros = ZEROS.duplicate();
    private volatile long frontier;

    private StoreRoom(Path file, SteadyChannel channel, long frontier) {
        this.file = file;
        this.channel = channel;
        this.frontier = frontier;
    }

    /**
     * Room in front of a file that holds one excerpt, and what the queue wrote beside it. Nobody may write to it meanwhile.
     *
     * @param excerptEnd behind this the queue has written no more than its first index
     * @throws DiskFullException when there is none
     */
    static StoreRoom open(Path file, long excerptEnd) {
        SteadyChannel channel = null;
        try {
            channel = SteadyChannel.open(file);
            long used = excerptEnd + usedBehind(channel, excerptEnd);
            StoreRoom room = new StoreRoom(file, channel, (used + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES);
            room.ensure(used + INDEX_BYTES_MAX);
            channel = null; // It is the room's now.
            return room;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot open " + file, failed);
        } finally {
            closeUnlessKept(channel);
        }
    }

    private static void closeUnlessKept(@Nullable SteadyChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException left) {
            // Why there is no room is what the caller has to hear.
        }
    }

    /** How many bytes behind an offset are used: up to the last one that is not zero. */
    private static int usedBehind(SteadyChannel channel, long offset) throws IOException {
        ByteBuffer behind = ByteBuffer.allocate(INDEX_BYTES_MAX);
        channel.read(behind, offset);
        int used = behind.position();
        while (used > 0 && behind.get(used - 1) == 0) {
            used--;
        }
        return used;
    }

    /**
     * Returns when there is room up to {@code offset}.
     *
     * @throws DiskFullException when there cannot be; the file is as it was
     */
    void ensure(long offset) {
        if (offset > frontier) {
            extend(offset);
        }
    }

    /**
     * Makes room ahead of what is used, a quarter of it and at most 16 MiB. Where the disk is full nothing happens: the thread that
     * appends will find out, when it needs the room.
     */
    void ahead(long usedBytes) {
        long wanted = usedBytes + Math.min(AHEAD_BYTES_MAX, usedBytes / 4);
        while (frontier < wanted && !channel.isClosed()) {
            try {
                extend(Math.min(
                        wanted, frontier + STEP_BYTES)); // In steps, so that the appending thread never waits long.
            } catch (DiskFullException full) {
                return;
            }
        }
    }

    private synchronized void extend(long offset) {
        try {
            while (frontier < offset && !channel.isClosed()) {
                frontier += channel.write(zeros, frontier);
            }
        } catch (IOException failed) {
            throw new DiskFullException(file, frontier, offset - frontier, String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close " + file, failed);
        }
    }
}
