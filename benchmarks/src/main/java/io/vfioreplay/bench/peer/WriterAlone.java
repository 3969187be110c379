package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Feeder;
import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.pipeline.DirectRecorder;
import java.nio.file.Path;
import java.util.TreeMap;

/** Our recorder without ring and second thread: who makes the events encodes, checksums, chains and appends them. */
final class WriterAlone implements Contestant {

    @Override
    public String name() {
        return "writer";
    }

    @Override
    public String description() {
        return "vfio-replay, the writer alone";
    }

    @Override
    public boolean isPublishedByTheCall() {
        return false;
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        return new Direct(workload, new DirectRecorder(Journals.create(directory)));
    }

    private static final class Direct implements Recording {

        private final DirectRecorder recorder;
        private final Feeder feeder;
        private long written;
        private long published;

        Direct(Workload workload, DirectRecorder recorder) {
            this.recorder = recorder;
            this.feeder = new Feeder(workload, recorder);
        }

        @Override
        public void write(long from, long to) {
            feeder.feed(from, to);
            written = to;
        }

        @Override
        public void finish() {
            recorder.flush();
            published = written;
        }

        /** As of the last time that it finished: it does not tell in between. */
        @Override
        public long publishedEvents() {
            return published;
        }

        @Override
        public void close() {
            recorder.seal(new TreeMap<>());
            recorder.close();
        }
    }
}
