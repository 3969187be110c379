package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.replay.Timeline;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Real migrations of QEMU 7.2 (v1) and 10.0 (v2), most of them made to fail, from what the two QEMUs wrote; accesses of the guest
 * and machinery that tells nothing about a device were cut out of the logs. What is expected was written down by those who made
 * them fail, not derived from this code.
 */
final class QemuMigrationsTest {

    @TempDir
    private Path directory;

    private LogFixture logs;

    @BeforeEach
    void makeFixture() {
        logs = new LogFixture(directory);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/migrations/expected.csv", numLinesToSkip = 1)
    void examine_givesTheVerdictOfThoseWhoWereThere(String name, String verdicts, String blames) {
        Postmortem answer = examine(name, List.of());

        assertThat(verdicts.split("\\|", -1)).contains(answer.verdict().label());
        assertThat(blames.split("\\|", -1)).contains(answer.blame().label());
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/migrations/expected.csv", numLinesToSkip = 1)
    void examine_reportsAnErrorOnlyWhereSomethingWentWrong(String name, String verdicts) {
        Postmortem answer = examine(name, List.of());

        boolean good =
                verdicts.equals("migrated") || verdicts.equals("cancelled") || answer.verdict() == Verdict.MIGRATED;
        assertThat(answer.findings().stream()
                        .filter(SideFinding::isError)
                        .toList()
                        .isEmpty())
                .as("%s: %s", name, answer.findings())
                .isEqualTo(good || answer.verdict() == Verdict.INCOMPLETE);
    }

    @Test
    void examine_findsTheByteThatOnlyTheKernelSaw() {
        Postmortem answer = examine("v1-corrupt-payload", List.of(path("v1-corrupt-payload/host")));

        assertThat(answer.verdict()).isEqualTo(Verdict.MIGRATED_WITH_DIFFERENCES);
        assertThat(answer.blame()).isEqualTo(Blame.TRANSPORT);
        assertThat(answer.stream().firstDifference()).contains(new StreamDifference(256, "f0", "f1"));
    }

    @Test
    void examine_countsBytesThatWereNotSeenAndSaysSo() {
        Postmortem answer = examine("v1-ok", List.of());

        assertThat(answer.stream().savedBytes()).hasValue(164_000);
        assertThat(answer.stream().loadedBytes()).hasValue(164_000);
        assertThat(answer.stream().savedBytesPerState())
                .containsEntry("PRE_COPY", 122_912L)
                .containsEntry("STOP_COPY", 41_088L);
        assertThat(answer.sentence()).contains("the bytes themselves are not in these recordings");
    }

    @Test
    void examine_judgesEveryDeviceOfAVm() {
        assertThat(examine("v2-two-devices", List.of()).sentence()).contains("Of the 2 devices");
        assertThat(examine("v1-two-devices", List.of()).sentence()).contains("Of the 2 devices");
    }

    @Test
    void examine_readsOneTranscriptOfBothSides() {
        Path transcript = path("v2-ok/source/qmp-transcript.txt.gz");
        try (Timeline timeline = logs.imported(CaptureSet.of(List.of(transcript)))) {
            Postmortem answer = LogFixture.examine(timeline);

            assertThat(answer.verdict()).isEqualTo(Verdict.MIGRATED);
            assertThat(answer.blame()).isEqualTo(Blame.UNKNOWN);
            assertThat(answer.stream().savedBytes()).isEmpty();
            assertThat(answer.downtimeNanos()).isPresent();
        }
    }

    @Test
    void examine_saysThatAWitnessIsEmpty() {
        Postmortem answer = examine("v2-log-full", List.of());

        assertThat(answer.findings())
                .filteredOn(finding -> finding.rule().id().equals("C-17"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("trace.log is empty"));
    }

    @Test
    void examine_saysThatATraceIsOfAnotherVm() {
        Postmortem answer = examine("v2-ok", List.of(path("v1-corrupt-payload/host")));

        assertThat(answer.verdict()).isEqualTo(Verdict.MIGRATED);
        assertThat(answer.findings())
                .filteredOn(finding -> finding.rule().id().equals("C-17"))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.message()).contains("none of its threads ran into a probe"));
    }

    private Postmortem examine(String name, List<Path> witnesses) {
        try (Timeline source = logs.imported(new CaptureSet(List.of(path(name + "/source")), witnesses));
                Timeline destination = logs.imported(new CaptureSet(List.of(path(name + "/destination")), witnesses))) {
            return LogFixture.examine(source, destination);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(QemuMigrationsTest.class.getResource("/migrations/" + name), name)
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
