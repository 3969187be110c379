package io.vfioreplay.bench.piece;

import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Blocks of bytes that are there already: frame, CRC-32C, chain of SHA-256, and the way into the mapped file. Bytes a second. */
public class BlockBenchmark extends Piece {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BLOCKS = 64;
    private static final int BLOCK_EVENTS = BLOCK_BYTES / Workload.EVENT_BYTES;

    private final byte[] block = new byte[BLOCK_BYTES];
    private Path directory = Path.of("");

    /** Bytes that do not compress. */
    @Setup
    public void fill() {
        new Random(SEED).nextBytes(block);
    }

    /** A directory for the next journal. */
    @Setup(Level.Invocation)
    public void makeRoom() throws IOException {
        directory = Files.createTempDirectory("vfio-replay-bench-");
    }

    /** Removes the journal. */
    @TearDown(Level.Invocation)
    public void cleanUp() {
        Importer.delete(directory);
    }

    /** A journal of 64 blocks of 64 KiB; making it and closing it is a part. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS * BLOCK_BYTES)
    public long append() {
        try (JournalWriter writer = JournalWriter.create(directory.resolve("block.vfj"), new TreeMap<>())) {
            for (int i = 0; i < BLOCKS; i++) {
                writer.appendEvents(BLOCK_EVENTS, block, BLOCK_BYTES);
            }
            return writer.nextPosition();
        }
    }
}
