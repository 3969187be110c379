package io.vfioreplay.journal.chronicle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /** An excerpt may have a quarter of this; the largest block fits. */
    private static final int STORE_BLOCK_BYTES = 128 << 20;

    private final Path file;
    private final ChronicleQueue queue;
    private @Nullable ExcerptAppender appender;

    private ChronicleStore(Path file, ChronicleQueue queue) {
        this.file = file;
        this.queue = queue;
    }

    /** A new store in an existing, empty directory. */
    public static ChronicleStore create(Path directory) {
        System.setProperty("chronicle.announcer.disable", "true");
        ChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> 0L)
                .blockSize(STORE_BLOCK_BYTES)
                .build();
        return new ChronicleStore(directory.resolve(FILE_NAME), queue);
    }

    /** Appends one block: the first {@code length} bytes. */
    public void append(byte[] block, int length) {
        ExcerptAppender to = appender;
        if (to == null) {
            to = queue.createAppender();
            // The thread that creates a journal hands it over to the one that records; there is never more than one at
            // a time.
            to.singleThreadedCheckDisabled(true);
            appender = to;
        }
        try (DocumentContext document = to.writingDocument()) {
            document.wire().bytes().write(block, 0, length);
        }
    }

    /** Returns when everything appended is on the disk. */
    public void sync() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot sync " + file, failed);
        }
    }

    @Override
    public void close() {
        if (appender != null) {
            appender.close();
        }
        queue.close();
    }
}
