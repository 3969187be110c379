package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * A plain Chronicle queue, one excerpt an event: the way its documentation shows first, and the measure of our own.
 *
 * <p>Touched, a thread of ours goes ahead of the appender and touches the pages that come next, in blocks of 1 GiB: the free
 * edition has no such thread, and without it every few MB an append waits for the file system.
 *
 * @param isTouched whether there is that thread
 */
record ChronicleExcerpts(boolean isTouched) implements Contestant {

    private static final int TOUCHED_BLOCK_BYTES = 1 << 30;

    @Override
    public String name() {
        return isTouched ? "chronicle-touched" : "chronicle";
    }

    @Override
    public String description() {
        return "Chronicle Queue, one excerpt an event" + (isTouched ? ", pages touched ahead" : "");
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        return new Excerpts(directory, workload, isTouched);
    }

    private static final class Excerpts implements Recording {

        private final Workload workload;
        private final ChronicleQueue queue;
        private final ExcerptAppender appender;
        private final @Nullable TouchAhead touching;
        private volatile long endOffset;
        private long written;

        Excerpts(Path directory, Workload workload, boolean isTouched) {
            this.workload = workload;
            this.queue = ChronicleFiles.queue(directory, isTouched ? TOUCHED_BLOCK_BYTES : 0);
            this.appender = queue.createAppender();
            if (isTouched) {
                // Makes the file, so that the thread has something to touch.
                appender.writingDocument(true).close();
                touching = TouchAhead.start(ChronicleFiles.file(directory), () -> endOffset);
            } else {
                touching = null;
            }
        }

        @Override
        public void write(long from, long to) {
            long end = endOffset;
            for (long i = from; i < to; i++) {
                try (DocumentContext document = appender.writingDocument()) {
                    Bytes<?> bytes = document.wire().bytes();
                    bytes.writeLong(i)
                            .writeLong(workload.timeNanos(i))
                            .writeLong(workload.word(i))
                            .writeLong(workload.address(i))
                            .writeLong(workload.value(i))
                            .writeLong(workload.origin());
                    end = bytes.writePosition();
                }
            }
            endOffset = end;
            written = to;
        }

        @Override
        public void finish() {}

        @Override
        public long publishedEvents() {
            return written;
        }

        @Override
        public long storedBytes() {
            return endOffset;
        }

        @Override
        public void close() {
            if (touching != null) {
                touching.close();
            }
            appender.close();
            queue.close();
        }
    }
}
