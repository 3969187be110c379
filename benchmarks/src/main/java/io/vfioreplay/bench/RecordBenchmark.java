package io.vfioreplay.bench;

import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * MMIO events per second: through the whole recorder (ring, position, encoding, checksum, chain, Chronicle), and beside it the
 * same fields appended to a plain Chronicle queue, one excerpt an event, by the thread that makes them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.util=ALL-UNNAMED"
        })
public class RecordBenchmark {

    private static final int EVENTS = 1_000_000;
    private static final Payload VALUE = Payload.ofLittleEndian(0x1234_5678, 4);

    /** The whole recorder; closing, and with it the way to the disk, is part of it. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long recorder() throws IOException {
        Path directory = Files.createTempDirectory("vfio-replay-bench-");
        JournalWriter writer = JournalWriter.create(directory.resolve("bench.vfj"), new TreeMap<>());
        Recorder recorder = new Recorder(writer, RecorderModel.NONE, RecorderOptions.LIVE, TreeMap::new);
        EventSink sink = new Flattener(recorder);
        Stamp stamp = Stamp.at(1, 0);
        for (int i = 0; i < EVENTS; i++) {
            sink.mmioWritten(stamp, 0, i & 0xfff, 4, EventSink.CPU, VALUE);
        }
        recorder.close();
        Importer.delete(directory);
        return recorder.publishedPosition();
    }

    /** The peer: a plain queue. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long plainChronicle() throws IOException {
        Path directory = Files.createTempDirectory("vfio-replay-bench-");
        long last;
        try (ChronicleQueue queue = ChronicleQueue.single(directory.toString());
                ExcerptAppender appender = queue.createAppender()) {
            for (int i = 0; i < EVENTS; i++) {
                try (DocumentContext document = appender.writingDocument()) {
                    document.wire()
                            .bytes()
                            .writeLong(i)
                            .writeLong(1)
                            .writeLong(0)
                            .writeLong(i & 0xfff)
                            .writeLong(4)
                            .writeLong(0x1234_5678);
                }
            }
            last = appender.lastIndexAppended();
        }
        Importer.delete(directory);
        return last;
    }
}
