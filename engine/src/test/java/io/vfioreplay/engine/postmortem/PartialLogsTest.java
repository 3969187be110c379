package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.replay.Timeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of migrations that went well, of which one begins late or ends early: wherever that is, nobody is accused. */
final class PartialLogsTest {

    private static final int STEP = 3;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"v1-ok", "v2-ok", "v1-two-devices", "v2-two-devices", "v2-file-ok"})
    void examine_accusesNobodyWhoseLogIsNotWhole(String name) {
        LogFixture logs = new LogFixture(directory);
        List<String> source = LogFixture.lines(name + "/source/trace.log.gz");
        List<String> destination = LogFixture.lines(name + "/destination/trace.log.gz");
        try (Timeline savedWhole = logs.imported(source);
                Timeline loadedWhole = logs.imported(destination)) {
            for (int line = 1; line < source.size(); line += STEP) {
                try (Timeline late = logs.imported(source.subList(line, source.size()));
                        Timeline early = logs.imported(source.subList(0, line))) {
                    accusesNobody("source from line " + line, late, loadedWhole);
                    accusesNobody("source up to line " + line, early, loadedWhole);
                }
            }
            for (int line = 1; line < destination.size(); line += STEP) {
                try (Timeline late = logs.imported(destination.subList(line, destination.size()));
                        Timeline early = logs.imported(destination.subList(0, line))) {
                    accusesNobody("destination from line " + line, savedWhole, late);
                    accusesNobody("destination up to line " + line, savedWhole, early);
                }
            }
        }
    }

    private static void accusesNobody(String what, Timeline source, Timeline destination) {
        Postmortem answer = LogFixture.examine(source, destination);

        assertThat(answer.verdict()).as("%s: %s", what, answer.sentence()).isIn(Verdict.MIGRATED, Verdict.INCOMPLETE);
        assertThat(answer.blame()).as("%s: %s", what, answer.sentence()).isIn(Blame.NONE, Blame.UNKNOWN);
        assertThat(answer.findings()).as(what).noneMatch(SideFinding::isError);
    }
}
