package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Recordings of real migrations, most of them made to fail. What is expected was written down by those who made them fail,
 * not derived from this code.
 */
final class RealMigrationsTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/postmortems.csv", numLinesToSkip = 1)
    void examine_givesTheVerdictOfThoseWhoWereThere(
            String capture,
            String verdict,
            String blame,
            long preCopy,
            long stopCopy,
            @Nullable Long loaded,
            @Nullable String difference) {
        Postmortem answer = Examiner.examine(side(capture + "-source"), side(capture + "-destination"));

        assertThat(answer.verdict().label()).isEqualTo(verdict);
        assertThat(answer.blame().label()).isEqualTo(blame);
        assertThat(answer.stream().savedBytesPerState())
                .containsEntry("PRE_COPY", preCopy)
                .containsEntry("STOP_COPY", stopCopy);
        assertThat(answer.stream().savedBytes()).hasValue(preCopy + stopCopy);
        assertThat(answer.stream().loadedBytes().stream().boxed().toList())
                .isEqualTo(loaded == null ? List.of() : List.of(loaded));
        assertThat(answer.stream()
                        .firstDifference()
                        .map(first -> first.offset() + " " + first.source() + " " + first.destination()))
                .isEqualTo(Optional.ofNullable(difference));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/postmortems.csv", numLinesToSkip = 1)
    void examine_warnsOnceWhereverTheClientThrewItsPreCopyAway(
            String capture, String verdict, String blame, long preCopy, long stopCopy, @Nullable Long loaded) {
        Postmortem answer = Examiner.examine(side(capture + "-source"), side(capture + "-destination"));

        long warnings = answer.findings().stream()
                .filter(finding -> finding.rule().id().equals("R-78"))
                .count();
        assertThat(warnings).isEqualTo(loaded != null && loaded > 0 ? 1 : 0);
        assertThat(answer.isTrouble()).isEqualTo(!verdict.equals("migrated"));
        assertThat(blame).isNotEmpty();
        assertThat(preCopy + stopCopy).isPositive();
    }

    private static Optional<Evidence> side(String name) {
        return PcapRecording.evidence(name, 0);
    }
}
