package io.vfioreplay.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;

/** Lets a contestant write a few events, in calls of uneven sizes, and looks at what it says of itself. */
final class Run {

    /** Not a multiple of any batch. */
    static final int EVENTS = 2_555;

    static final Workload WORKLOAD = new Workload(3);

    private static final int FIRST_CALL = 1_003;

    private Run() {}

    /** What a contestant says when it has finished. */
    record Said(long publishedEvents, long durableEvents, long storedBytes) {}

    static Said of(Contestant contestant, Path directory) {
        try (Recording recording = contestant.open(directory, WORKLOAD, EVENTS)) {
            recording.write(0, FIRST_CALL);
            recording.write(FIRST_CALL, EVENTS);
            recording.finish();
            return new Said(recording.publishedEvents(), recording.durableEvents(), recording.storedBytes());
        }
    }

    /** The six numbers of an event that was read back are those that were written. */
    static void assertEvent(long sequence, long... numbers) {
        assertThat(numbers)
                .containsExactly(
                        sequence,
                        WORKLOAD.timeNanos(sequence),
                        WORKLOAD.word(sequence),
                        WORKLOAD.address(sequence),
                        WORKLOAD.value(sequence),
                        WORKLOAD.origin());
    }
}
