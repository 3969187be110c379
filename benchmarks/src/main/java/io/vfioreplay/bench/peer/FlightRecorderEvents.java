package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The JDK's own flight recorder: an event of its own kind an access, without stack trace, to a file. */
final class FlightRecorderEvents implements Contestant {

    static final String FILE = "events.jfr";

    @Override
    public String name() {
        return "jfr";
    }

    @Override
    public String description() {
        return "JDK Flight Recorder, one event an access";
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        return new Events(directory, workload);
    }

    private static final class Events implements Recording {

        private final Workload workload;
        private final Path directory;
        private final jdk.jfr.Recording recording = new jdk.jfr.Recording();
        private boolean isStopped;

        Events(Path directory, Workload workload) {
            this.workload = workload;
            this.directory = directory;
            recording.enable(AccessEvent.class).withoutStackTrace().withoutThreshold();
            recording.setToDisk(true);
            recording.start();
        }

        @Override
        public void write(long from, long to) {
            for (long i = from; i < to; i++) {
                AccessEvent event = new AccessEvent();
                event.sequence = i;
                event.timeNanos = workload.timeNanos(i);
                event.word = workload.word(i);
                event.address = workload.address(i);
                event.value = workload.value(i);
                event.origin = workload.origin();
                event.commit();
            }
        }

        @Override
        public void finish() {
            isStopped = recording.stop();
        }

        @Override
        public long storedBytes() {
            return recording.getSize();
        }

        /** The recorder writes where it likes; only now its events are asked for in a file of ours. */
        @Override
        public void close() {
            try (recording) {
                if (isStopped) {
                    recording.dump(directory.resolve(FILE));
                }
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot write what the flight recorder recorded", failed);
            }
        }
    }
}
