package io.vfioreplay.bench.piece;

import io.vfioreplay.bench.peer.Contestant;
import io.vfioreplay.bench.peer.Contestants;
import io.vfioreplay.bench.peer.Recording;
import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.ingest.Importer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * The whole recorder, closing and with it the way to the disk included, and beside it a plain Chronicle queue. {@code vfio-replay
 * bench} compares them more carefully; this one is for profilers.
 */
public class RecordBenchmark extends Piece {

    private static final int RECORD_EVENTS = 1_000_000;

    private final Workload workload = new Workload(SEED);

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(RECORD_EVENTS)
    public long recorder() throws IOException {
        return record(Contestants.PIPELINE);
    }

    /** The peer: one excerpt an event. */
    @Benchmark
    @OperationsPerInvocation(RECORD_EVENTS)
    public long plainChronicle() throws IOException {
        return record(Contestants.CHRONICLE);
    }

    private long record(Contestant contestant) throws IOException {
        Path directory = Files.createTempDirectory("vfio-replay-bench-");
        long published;
        try (Recording recording = contestant.open(directory, workload, RECORD_EVENTS)) {
            recording.write(0, RECORD_EVENTS);
            recording.finish();
            published = recording.publishedEvents();
        }
        Importer.delete(directory);
        return published;
    }
}
