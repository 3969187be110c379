package io.vfioreplay.journal.chronicle;

import io.vfioreplay.journal.format.DiskFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.IORuntimeException;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Appends blocks to a Chronicle queue in a directory of its own, one excerpt each. The queue is given a clock that stands
 * still, so it never rolls and its one file is always called {@link #FILE_NAME}: nothing of the wall clock gets into a journal.
 *
 * <p>What was appended survives the death of the process; {@link #sync()} makes it survive loss of power. One thread at a time
 * appends; {@link #sync()} and {@link #makeRoom()} may be called by another one meanwhile.
 */
public final class ChronicleStore implements AutoCloseable {

    /** The file that holds the blocks. */
    public static final String FILE_NAME = "19700101F.cq4";

    /** Locks and write positions that only a running queue needs; removed at the end, a queue makes it anew. */
    private static final String METADATA_NAME = "metadata.cq4t";

    /** An excerpt may have a quarter of this; the largest block fits twice. The file is sparse, so it costs nothing. */
    private static final int STORE_BLOCK_BYTES = 128 << 20;

    /** The store's own index, which nobody here reads: as small as it can be with room for 268 million blocks. */
    private static final int INDEX_COUNT = 128;

    private static final int INDEX_SPACING = 1 << 14;

    private static final int PAGE_BYTES = 4096;

    /** Without this much room on the disk no store is begun: the queue's own files are made before any is looked after. */
    private static final long SPACE_BYTES_MIN = 1 << 20;

    /** What the queue may write beside an excerpt: the word of the next one, and a part of its index. */
    private static final int MARGIN_BYTES = 1 << 13;

    private final Path directory;
    private final ChronicleQueue queue;
    private @Nullable ExcerptAppender appender;
    private volatile @Nullable StoreRoom room;
    private @Nullable StoreSync synced;
    private volatile long endOffset;

    private ChronicleStore(Path directory, ChronicleQueue queue) {
        this.directory = directory;
        this.queue = queue;
    }

    /**
     * A new store in an existing, empty directory.
     *
     * @throws DiskFullException when the disk has no room even for the beginning
     * @throws UncheckedIOException when it cannot be made
     */
    public static ChronicleStore create(Path directory) {
        checkSpace(directory);
        System.setProperty("chronicle.announcer.disable", "true");
        ChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> 0L)
                .blockSize(STORE_BLOCK_BYTES)
                .indexCount(INDEX_COUNT)
                .indexSpacing(INDEX_SPACING)
                .build();
        return new ChronicleStore(directory, queue);
    }

    private static void checkSpace(Path directory) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < SPACE_BYTES_MIN) {
                throw new DiskFullException(directory, 0, SPACE_BYTES_MIN, "%d bytes left".formatted(free));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot look at the disk of " + directory, failed);
        }
    }

    /**
     * Appends one block: a head, a part of {@code body}, and 0 to 3 zeros.
     *
     * @throws DiskFullException when the disk has no room for it; nothing of it was appended
     */
    public void append(byte[] head, byte[] body, int offset, int length, int padding) {
        ensureRoom(head.length + length + MARGIN_BYTES);
        long end;
        try (DocumentContext document = appender().writingDocument()) {
            try {
                Bytes<?> bytes = document.wire().bytes();
                bytes.write(head, 0, head.length);
                bytes.write(body, offset, length);
                for (int i = 0; i < padding; i++) {
                    bytes.writeByte((byte) 0);
                }
                end = bytes.writePosition();
            } catch (RuntimeException | Error failed) {
                document.rollbackOnClose(); // Or the half of a block would be published.
                throw failed;
            }
        } catch (IORuntimeException failed) {
            throw new DiskFullException(file(), endOffset, STORE_BLOCK_BYTES, "that it cannot grow: " + cause(failed));
        }
        endOffset = end; // Only now: the word before the block is written last, and a sync must bring it along.
    }

    /** What the system said. The file grows by whole store blocks, which are sparse where the file system has that. */
    private static String cause(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private ExcerptAppender appender() {
        ExcerptAppender known = appender;
        if (known == null) {
            known = queue.createAppender();
            // The thread that creates a journal hands it over to the one that records; never more than one at a time.
            known.singleThreadedCheckDisabled(true);
            appender = known;
        }
        return known;
    }

    private void ensureRoom(int bytes) {
        StoreRoom known = room;
        if (known == null && endOffset > 0) {
            known = StoreRoom.open(file(), endOffset);
            room = known;
        }
        if (known != null) {
            known.ensure(endOffset + bytes);
        }
    }

    /** Makes room on the disk ahead of what is appended, so that the appending thread need not wait for it. Any thread. */
    public void makeRoom() {
        StoreRoom known = room;
        if (known != null) {
            known.ahead(endOffset);
        }
    }

    /** Returns when everything that was appended before the call, and the name of the file, is on the disk. One thread. */
    public void sync() {
        long end = endOffset;
        if (end == 0) {
            return;
        }
        StoreSync known = synced;
        if (known == null) {
            known = StoreSync.open(file());
            synced = known;
        }
        known.sync(end);
    }

    /** Closes the queue and cuts off what it had in reserve, so that a small journal is a small file. */
    @Override
    public void close() {
        if (appender != null) {
            appender.close();
        }
        queue.close();
        if (room != null) {
            room.close();
        }
        if (synced != null) {
            synced.close();
        }
        if (endOffset == 0) {
            return;
        }
        try (SteadyChannel data = SteadyChannel.open(file())) {
            // At least a word of zeros stays, which tells the store's own readers that nothing follows.
            data.truncate((endOffset + PAGE_BYTES) / PAGE_BYTES * PAGE_BYTES);
            Files.deleteIfExists(directory.resolve(METADATA_NAME));
            data.force();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot shorten " + file(), failed);
        }
    }

    private Path file() {
        return directory.resolve(FILE_NAME);
    }
}
