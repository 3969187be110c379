package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;

/** Looks at the events and forgets them: what the harness itself costs. */
final class Nothing implements Contestant {

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public String description() {
        return "the empty harness: events are looked at and forgotten";
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        return new Forgetting(workload);
    }

    /** Keeps a sum, so that the compiler cannot leave the looking out. */
    private static final class Forgetting implements Recording {

        private final Workload workload;
        private long written;
        private volatile long sum;

        Forgetting(Workload workload) {
            this.workload = workload;
        }

        @Override
        public void write(long from, long to) {
            long seen = 0;
            for (long i = from; i < to; i++) {
                seen += workload.timeNanos(i) ^ workload.word(i) ^ workload.address(i) ^ workload.value(i);
            }
            sum = seen;
            written = to;
        }

        @Override
        public void finish() {
            if (sum == 0 && written > 0) {
                throw new IllegalStateException("events whose numbers are all 0");
            }
        }

        @Override
        public long publishedEvents() {
            return written;
        }

        @Override
        public long storedBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
