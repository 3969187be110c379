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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PipelineTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void pipeline_leavesASoundJournalOfEveryEvent() {
        Run.Said said = Run.of(Pipeline.live(), directory);
        assertThat(said.publishedEvents()).isEqualTo(Run.EVENTS);
        assertThat(said.durableEvents()).isEqualTo(Recording.NOT_OBSERVED);

        Path journal = directory.resolve(Pipeline.JOURNAL);
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
