package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Feeder;
import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.pipeline.Durability;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Our recorder as it is used: ring, position, compact encoding, CRC-32C, chain of SHA-256, Chronicle. Nothing is switched off.
 *
 * @param name what it is called
 * @param description what it does
 * @param model makes what folds the events of a journal along
 * @param durability when events are on the disk
 */
public record Pipeline(String name, String description, Function<Path, RecorderModel> model, Durability durability)
        implements Contestant {

    private static final Duration GROUP = Duration.ofMillis(10);

    /** The recorder as a live source uses it, without a model. */
    static Pipeline live() {
        String description = "vfio-replay: ring, stamp, checksum, chain";
        return new Pipeline("pipeline", description, journal -> RecorderModel.NONE, Durability.memory());
    }

    /** The same, on the disk every 10 ms. */
    static Pipeline durable() {
        String description = "vfio-replay, on the disk every 10 ms";
        return new Pipeline("pipeline-durable", description, journal -> RecorderModel.NONE, Durability.batch(GROUP));
    }

    @Override
    public boolean isPublishedByTheCall() {
        return false;
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        RecorderOptions options = RecorderOptions.LIVE.with(durability);
        Recorder recorder =
                new Recorder(Journals.create(directory), model.apply(Journals.in(directory)), options, TreeMap::new);
        return new Recorded(workload, recorder, !durability.equals(Durability.memory()));
    }

    private static final class Recorded implements Recording {

        private static final long PAUSE_NANOS = 1_000;

        private final Recorder recorder;
        private final Feeder feeder;
        private final boolean isDurable;
        private long written;

        Recorded(Workload workload, Recorder recorder, boolean isDurable) {
            this.recorder = recorder;
            this.feeder = new Feeder(workload, recorder);
            this.isDurable = isDurable;
        }

        @Override
        public void write(long from, long to) {
            feeder.feed(from, to);
            written = to;
        }

        @Override
        public void finish() {
            if (isDurable) {
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
            return isDurable ? recorder.durablePosition() + 1 : NOT_OBSERVED;
        }

        @Override
        public void close() {
            recorder.close();
        }
    }
}
