package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Group commit without compression: batches of {@value #BATCH_EVENTS} events as they are, each checksummed and one excerpt of a
 * Chronicle queue, brought to the disk every 10 ms. It waits for the disk at the end.
 */
final class RawBatches implements Contestant {

    private static final int BATCH_EVENTS = 1024;
    private static final int BATCH_BYTES = BATCH_EVENTS * Workload.EVENT_BYTES;
    private static final long SYNC_NANOS = 10_000_000;
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public String name() {
        return "raw-batches-durable";
    }

    @Override
    public String description() {
        return "batches of " + BATCH_EVENTS + " events uncompressed, on the disk every 10 ms";
    }

    @Override
    public boolean isPublishedByTheCall() {
        return false;
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        return new Batches(directory, workload);
    }

    private static final class Batches implements Recording {

        private final Workload workload;
        private final Path directory;
        private final ChronicleQueue queue;
        private final ExcerptAppender appender;
        private final CRC32C crc = new CRC32C();
        private final byte[] batch = new byte[BATCH_BYTES];
        private int length;
        private long appended;
        private long synced;
        private long syncedNanos = System.nanoTime();
        private long endOffset;

        Batches(Path directory, Workload workload) {
            this.workload = workload;
            this.directory = directory;
            this.queue = ChronicleFiles.queue(directory, 0);
            this.appender = queue.createAppender();
        }

        @Override
        public void write(long from, long to) {
            for (long i = from; i < to; i++) {
                stage(i);
                if (length == BATCH_BYTES) {
                    append(i + 1);
                    if (System.nanoTime() - syncedNanos >= SYNC_NANOS) {
                        sync();
                    }
                }
            }
        }

        private void stage(long i) {
            U64.set(batch, length, i);
            U64.set(batch, length + 8, workload.timeNanos(i));
            U64.set(batch, length + 16, workload.word(i));
            U64.set(batch, length + 24, workload.address(i));
            U64.set(batch, length + 32, workload.value(i));
            U64.set(batch, length + 40, workload.origin());
            length += Workload.EVENT_BYTES;
        }

        private void append(long events) {
            crc.reset();
            crc.update(batch, 0, length);
            try (DocumentContext document = appender.writingDocument()) {
                document.wire().bytes().writeLong(crc.getValue()).write(batch, 0, length);
                endOffset = document.wire().bytes().writePosition();
            }
            length = 0;
            appended = events;
        }

        private void sync() {
            try (FileChannel file = FileChannel.open(ChronicleFiles.file(directory), StandardOpenOption.WRITE)) {
                file.force(false);
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot sync " + directory, failed);
            }
            syncedNanos = System.nanoTime();
            synced = appended;
        }

        @Override
        public void finish() {
            if (length > 0) {
                append(appended + length / Workload.EVENT_BYTES);
            }
            sync();
        }

        @Override
        public long publishedEvents() {
            return appended;
        }

        @Override
        public long durableEvents() {
            return synced;
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
