package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The physical limit: numbers put into a mapped file, without order, stamp, chain, index, or anybody who could read along. With
 * checksums, a CRC-32C stands behind every {@value #BLOCK_EVENTS} events. Touched, every page was written before the clock starts,
 * which nobody can do who does not know how much will come.
 *
 * @param isChecksummed whether there are checksums
 * @param isTouched whether every page was touched before
 */
record MappedFile(boolean isChecksummed, boolean isTouched) implements Contestant {

    static final String FILE = "events.bin";
    static final int BLOCK_EVENTS = 256;
    static final int BLOCK_DATA_BYTES = BLOCK_EVENTS * Workload.EVENT_BYTES;
    /** The checksum, and what aligns the next block. */
    static final int BLOCK_BYTES = BLOCK_DATA_BYTES + Long.BYTES;

    private static final long SEGMENT_BLOCKS = 1 << 16;
    private static final int PAGE_BYTES = 4096;

    @Override
    public String name() {
        return "mmap" + (isChecksummed ? "-crc" : "") + (isTouched ? "-touched" : "");
    }

    @Override
    public String description() {
        return "mapped file"
                + (isChecksummed ? ", CRC-32C per " + BLOCK_EVENTS + " events" : "")
                + (isTouched ? ", pages touched before" : "");
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        Mapped mapped = new Mapped(workload, map(directory.resolve(FILE), events), isChecksummed);
        if (isTouched) {
            mapped.touch();
        }
        return mapped;
    }

    private static List<MappedByteBuffer> map(Path file, long events) {
        List<MappedByteBuffer> segments = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long blocks = (events + BLOCK_EVENTS - 1) / BLOCK_EVENTS;
            for (long block = 0; block < blocks; block += SEGMENT_BLOCKS) {
                long size = Math.min(SEGMENT_BLOCKS, blocks - block) * BLOCK_BYTES;
                MappedByteBuffer segment = channel.map(MapMode.READ_WRITE, block * BLOCK_BYTES, size);
                segment.order(ByteOrder.LITTLE_ENDIAN);
                segments.add(segment);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot map " + file, failed);
        }
        return segments;
    }

    private static final class Mapped implements Recording {

        private final Workload workload;
        private final List<MappedByteBuffer> segments;
        private final boolean isChecksummed;
        private final CRC32C crc = new CRC32C();
        private long written;

        Mapped(Workload workload, List<MappedByteBuffer> segments, boolean isChecksummed) {
            this.workload = workload;
            this.segments = segments;
            this.isChecksummed = isChecksummed;
        }

        void touch() {
            for (MappedByteBuffer segment : segments) {
                for (int at = 0; at < segment.capacity(); at += PAGE_BYTES) {
                    segment.put(at, (byte) 0);
                }
            }
        }

        @Override
        public void write(long from, long to) {
            long next = from;
            while (next < to) {
                long end = Math.min(to, next - next % BLOCK_EVENTS + BLOCK_EVENTS);
                writeInBlock(next, end);
                if (isChecksummed && end % BLOCK_EVENTS == 0) {
                    checksum(end / BLOCK_EVENTS - 1);
                }
                next = end;
            }
            written = to;
        }

        private void writeInBlock(long from, long to) {
            long block = from / BLOCK_EVENTS;
            MappedByteBuffer segment = segment(block);
            int at = at(block) + (int) (from % BLOCK_EVENTS) * Workload.EVENT_BYTES;
            for (long i = from; i < to; i++) {
                segment.putLong(at, i);
                segment.putLong(at + 8, workload.timeNanos(i));
                segment.putLong(at + 16, workload.word(i));
                segment.putLong(at + 24, workload.address(i));
                segment.putLong(at + 32, workload.value(i));
                segment.putLong(at + 40, workload.origin());
                at += Workload.EVENT_BYTES;
            }
        }

        private void checksum(long block) {
            MappedByteBuffer segment = segment(block);
            int at = at(block);
            segment.limit(at + BLOCK_DATA_BYTES).position(at);
            crc.reset();
            crc.update(segment);
            segment.clear();
            segment.putLong(at + BLOCK_DATA_BYTES, crc.getValue());
        }

        private MappedByteBuffer segment(long block) {
            return segments.get((int) (block / SEGMENT_BLOCKS));
        }

        private static int at(long block) {
            return (int) (block % SEGMENT_BLOCKS) * BLOCK_BYTES;
        }

        @Override
        public void finish() {
            if (isChecksummed && written % BLOCK_EVENTS != 0) {
                checksum(written / BLOCK_EVENTS);
            }
        }

        @Override
        public long publishedEvents() {
            return written;
        }

        @Override
        public void close() {}
    }
}
