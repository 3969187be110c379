package io.vfioreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.bench.report.Report;
import io.vfioreplay.bench.report.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command with a handful of events: that it runs and leaves nothing behind, never how fast anything is. */
final class BenchTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void run_measuresWhatWasAskedForAndCleansUp() {
        List<String> progress = new ArrayList<>();
        BenchOptions options = BenchOptions.parse(
                List.of(
                        "--rounds=1",
                        "--events=4000",
                        "--seconds=0.01",
                        "--only=pipeline,chronicle",
                        "--dir=" + directory),
                Set.of("pipeline", "chronicle"));
        Report report = Bench.run(options, progress::add);

        assertThat(report.sections())
                .extracting(Section::id)
                .containsExactly(
                        "record",
                        "latency-100000",
                        "latency-500000",
                        "latency-1000000",
                        "replay",
                        "jump",
                        "verify",
                        "travel",
                        "index");
        assertThat(report.sections().get(0).lines())
                .extracting(Section.Line::name)
                .containsExactly("pipeline", "chronicle");
        assertThat(report.goalCount()).isPositive();
        assertThat(report.curves()).isNotEmpty();
        assertThat(progress).contains("record: warming up", "read: round 1 of 1");
        assertThat(directory).isEmptyDirectory();
    }
}
