package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;

/** A plain Chronicle queue that records the calls of a method with six numbers. */
final class ChronicleMethods implements Contestant {

    @Override
    public String name() {
        return "chronicle-methods";
    }

    @Override
    public String description() {
        return "Chronicle Queue, method writer";
    }

    @Override
    public int slowness() {
        return 2;
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        return new Calls(directory, workload);
    }

    private static final class Calls implements Recording {

        private final Workload workload;
        private final ChronicleQueue queue;
        private final ExcerptAppender appender;
        private final AccessLog log;
        private long written;
        private long endOffset;

        Calls(Path directory, Workload workload) {
            this.workload = workload;
            this.queue = ChronicleFiles.queue(directory, 0);
            this.appender = queue.createAppender();
            this.log = appender.methodWriter(AccessLog.class);
        }

        @Override
        public void write(long from, long to) {
            for (long i = from; i < to; i++) {
                log.access(
                        i,
                        workload.timeNanos(i),
                        workload.word(i),
                        workload.address(i),
                        workload.value(i),
                        workload.origin());
            }
            written = to;
        }

        /** A document that is taken back tells where the last one ends, which a method writer does not. */
        @Override
        public void finish() {
            try (DocumentContext next = appender.writingDocument()) {
                endOffset = next.wire().bytes().writePosition();
                next.rollbackOnClose();
            }
        }

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
            appender.close();
            queue.close();
        }
    }
}
