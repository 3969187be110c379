package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of migrations that went well, of which one begins late or ends early: wherever that is, nobody is accused. */
final class PartialLogsTest {

    private static final int STEP = 3;

    @TempDir
    private Path directory;

    private int captures;

    @ParameterizedTest
    @CsvSource({"v1-ok", "v2-ok", "v1-two-devices", "v2-two-devices", "v2-file-ok"})
    void examine_accusesNobodyWhoseLogIsNotWhole(String name) {
        List<String> source = lines(name + "/source");
        List<String> destination = lines(name + "/destination");
        try (Timeline savedWhole = imported(source);
                Timeline loadedWhole = imported(destination)) {
            for (int line = 1; line < source.size(); line += STEP) {
                try (Timeline late = imported(source.subList(line, source.size()));
                        Timeline early = imported(source.subList(0, line))) {
                    accusesNobody("source from line " + line, late, loadedWhole);
                    accusesNobody("source up to line " + line, early, loadedWhole);
                }
            }
            for (int line = 1; line < destination.size(); line += STEP) {
                try (Timeline late = imported(destination.subList(line, destination.size()));
                        Timeline early = imported(destination.subList(0, line))) {
                    accusesNobody("destination from line " + line, savedWhole, late);
                    accusesNobody("destination up to line " + line, savedWhole, early);
                }
            }
        }
    }

    private static void accusesNobody(String what, Timeline source, Timeline destination) {
        Postmortem answer = Examiner.examine(
                Optional.of(Evidence.read(source, Side.SOURCE, Progress.NONE)),
                Optional.of(Evidence.read(destination, Side.DESTINATION, Progress.NONE)));

        assertThat(answer.verdict()).as("%s: %s", what, answer.sentence()).isIn(Verdict.MIGRATED, Verdict.INCOMPLETE);
        assertThat(answer.blame()).as("%s: %s", what, answer.sentence()).isIn(Blame.NONE, Blame.UNKNOWN);
        assertThat(answer.findings()).as(what).noneMatch(SideFinding::isError);
    }

    private Timeline imported(List<String> lines) {
        Path log = directory.resolve("trace" + captures++ + ".log");
        Path journal = directory.resolve("journal" + captures + ".vfj");
        try {
            Files.write(log, lines, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Importer.run(CaptureSet.of(List.of(log)), journal, HostState.fold(), Progress.NONE);
        return Timeline.open(journal, DamagePolicy.STRICT);
    }

    private static List<String> lines(String side) {
        String name = "/migrations/" + side + "/trace.log.gz";
        try (InputStream in =
                new GZIPInputStream(Objects.requireNonNull(PartialLogsTest.class.getResourceAsStream(name), name))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
