package io.vfioreplay.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our contestants. */
final class OursTest {

    @TempDir
    private Path directory = Path.of("");

    private static Stream<Contestant> ours() {
        return Stream.of(Pipeline.live(), Pipeline.durable(), new WriterAlone());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void ours_leaveASoundJournalOfEveryEvent(Contestant contestant) {
        Run.Said said = Run.of(contestant, directory);
        assertThat(said.publishedEvents()).isEqualTo(Run.EVENTS);

        Path journal = Journals.in(directory);
        assertThat(JournalVerifier.verify(journal).isClean()).isTrue();
        List<Long> times = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, fields, payload) -> {
                times.add(envelope.timeNanos());
                values.add(payload.littleEndian());
            });
        }
        Workload workload = Run.WORKLOAD;
        assertThat(times).hasSize(Run.EVENTS);
        for (int i = 0; i < Run.EVENTS; i++) {
            assertThat(times.get(i)).isEqualTo(workload.timeNanos(i));
            assertThat(values.get(i)).isEqualTo(workload.value(i));
        }
    }

    @Test
    void durable_hasEveryEventOnTheDiskWhenItHasFinished() {
        Run.Said said = Run.of(Pipeline.durable(), directory);
        assertThat(said.publishedEvents()).isEqualTo(Run.EVENTS);
        assertThat(said.durableEvents()).isEqualTo(Run.EVENTS);
    }
}
