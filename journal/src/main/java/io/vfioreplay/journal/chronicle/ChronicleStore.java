package io.vfioreplay.journal.chronicle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
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
 * <p>What was appended survives the death of the process; {@link #sync()} makes it survive loss of power. Used by one thread
 * at a time.
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

    /** Writing to a mapped page for which the disk has no room kills the process, so the room is looked at before. */
    private static final long SPACE_STEP_BYTES = 32 << 20;

    private final Path directory;
    private final ChronicleQueue queue;
    private final FileStore disk;
    private @Nullable ExcerptAppender appender;
    private long endOffset;
    private long checkedOffset;

    private ChronicleStore(Path directory, ChronicleQueue queue, FileStore disk) {
        this.directory = directory;
        this.queue = queue;
        this.disk = disk;
    }

    /** A new store in an existing, empty directory. */
    public static ChronicleStore create(Path directory) {
        System.setProperty("chronicle.announcer.disable", "true");
        ChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> 0L)
                .blockSize(STORE_BLOCK_BYTES)
                .indexCount(INDEX_COUNT)
                .indexSpacing(INDEX_SPACING)
                .build();
        try {
            return new ChronicleStore(directory, queue, Files.getFileStore(directory));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot look at the disk of " + directory, failed);
        }
    }

    /**
     * Appends one block: a head, a part of {@code body}, and 0 to 3 zeros.
     *
     * @throws UncheckedIOException when the disk has no room for it
     */
    public void append(byte[] head, byte[] body, int offset, int length, int padding) {
        if (endOffset + head.length + length + SPACE_STEP_BYTES / 2 > checkedOffset) {
            checkSpace(head.length + length);
        }
        try (DocumentContext document = appender().writingDocument()) {
            try {
                Bytes<?> bytes = document.wire().bytes();
                bytes.write(head, 0, head.length);
                bytes.write(body, offset, length);
                for (int i = 0; i < padding; i++) {
                    bytes.writeByte((byte) 0);
                }
                endOffset = bytes.writePosition();
            } catch (RuntimeException | Error failed) {
                document.rollbackOnClose(); // Or the half of a block would be published.
                throw failed;
            }
        }
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

    private void checkSpace(int length) {
        try {
            long free = disk.getUsableSpace();
            if (free < length + SPACE_STEP_BYTES) {
                throw new IOException("the disk is full: %d bytes are left".formatted(free));
            }
            checkedOffset = endOffset + length + SPACE_STEP_BYTES;
        } catch (IOException full) {
            throw new UncheckedIOException("cannot append to " + file() + ": " + full.getMessage(), full);
        }
    }

    /** Returns when everything appended, and the name of the file, is on the disk. */
    public void sync() {
        try (FileChannel data = FileChannel.open(file(), StandardOpenOption.WRITE);
                FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            data.force(true);
            names.force(true);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot sync " + file(), failed);
        }
    }

    /** Closes the queue and cuts off what it had in reserve, so that a small journal is a small file. */
    @Override
    public void close() {
        if (appender != null) {
            appender.close();
        }
        queue.close();
        if (endOffset == 0) {
            return;
        }
        try (FileChannel data = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            // At least a word of zeros stays, which tells the store's own readers that nothing follows.
            data.truncate((endOffset + PAGE_BYTES) / PAGE_BYTES * PAGE_BYTES);
            data.force(true);
            Files.deleteIfExists(directory.resolve(METADATA_NAME));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot shorten " + file(), failed);
        }
    }

    private Path file() {
        return directory.resolve(FILE_NAME);
    }
}
