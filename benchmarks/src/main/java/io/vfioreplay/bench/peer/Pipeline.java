package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Feeder;
import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Our recorder as it is used: ring, position, compact encoding, CRC-32C, chain of SHA-256, Chronicle. Nothing is switched off.
 *
 * @param name what it is called
 * @param description what it does
 * @param model makes what folds the events along
 * @param syncNanos how often everything is brought to the disk, 0 for never before the end
 */
public record Pipeline(String name, String description, Supplier<RecorderModel> model, long syncNanos)
        implements Contestant {

    /** The name of the journal, below the directory that it was given. */
    public static final String JOURNAL = "bench.vfj";

    private static final long GROUP_NANOS = 10_000_000;

    /** The recorder as a live source uses it, without a model. */
    static Pipeline live() {
        return new Pipeline("pipeline", "vfio-replay: ring, stamp, checksum, chain", () -> RecorderModel.NONE, 0);
    }

    /** The same, on the disk every 10 ms. */
    static Pipeline durable() {
        return new Pipeline(
                "pipeline-durable", "vfio-replay, on the disk every 10 ms", () -> RecorderModel.NONE, GROUP_NANOS);
    }

    @Override
    public boolean isPublishedByTheCall() {
        return false;
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        JournalWriter writer = JournalWriter.create(
                directory.resolve(JOURNAL), new JournalHeader(EventFormat.VERSION, List.of()).toDescription());
        Recorder recorder = new Recorder(writer, model.get(), RecorderOptions.LIVE, TreeMap::new);
        return new Recorded(workload, recorder, syncNanos);
    }

    private static final class Recorded implements Recording {

        private static final long PAUSE_NANOS = 1_000;

        private final Recorder recorder;
        private final Feeder feeder;
        private final @Nullable GroupCommit commit;
        private long written;

        Recorded(Workload workload, Recorder recorder, long syncNanos) {
            this.recorder = recorder;
            this.feeder = new Feeder(workload, recorder);
            this.commit = syncNanos > 0 ? GroupCommit.start(recorder::sync, syncNanos) : null;
        }

        @Override
        public void write(long from, long to) {
            feeder.feed(from, to);
            written = to;
        }

        @Override
        public void finish() {
            if (commit != null) {
                recorder.sync();
            }
            while (publishedEvents() < written) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        @Override
        public long publishedEvents() {
            return recorder.publishedPosition() + 1;
        }

        @Override
        public long durableEvents() {
            return commit == null ? NOT_OBSERVED : recorder.durablePosition() + 1;
        }

        @Override
        public void close() {
            if (commit != null) {
                commit.close();
            }
            recorder.close();
        }
    }
}
