package io.vfioreplay.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunDiffTest {

    private static final int EVENTS = 3000;

    @Test
    void between_findsNothingWhenOnlyTimesDiffer() {
        assertThat(RunDiff.between(run(EVENTS, 0, -1), run(EVENTS, 77, -1)).first())
                .isEmpty();
    }

    @Test
    void between_namesTheFirstDifferenceWithItsNeighbours() {
        RunDiff diff = RunDiff.between(run(EVENTS, 0, -1), run(EVENTS, 0, 2000));

        assertThat(diff.differing()).isEqualTo(1);
        assertThat(diff.first().orElseThrow().index()).isEqualTo(2000);
        assertThat(diff.first().orElseThrow().before())
                .hasSize(5)
                .last()
                .matches(e -> e.stamp().position() == 1999);
    }

    @Test
    void between_saysThatOneRunIsOver() {
        RunDiff diff = RunDiff.between(run(EVENTS, 0, -1), run(1024, 0, -1));

        assertThat(diff.differing()).isEqualTo(EVENTS - 1024);
        assertThat(diff.first().orElseThrow().destination()).isEmpty();
    }

    private static EventSource run(int events, long nanos, int other) {
        List<Event> all = IntStream.range(0, events)
                .mapToObj(i -> new Event(
                        new Stamp(i, nanos + i, Envelope.NO_DURATION, 0, 0, i + 1, i == other ? 5 : 0),
                        EventKind.MIGRATION_DATA_SIZE_READ,
                        List.of((long) i),
                        Payload.empty()))
                .toList();
        return (from, to, sink) -> {
            for (long i = from; i < Math.min(to, all.size()); i++) {
                all.get((int) i).sendTo(sink);
            }
        };
    }
}
