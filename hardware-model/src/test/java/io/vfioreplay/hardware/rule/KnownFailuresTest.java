package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.ResetCause;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failed migrations that people reported or fixed, as sequences, and sequences that look like them. */
class KnownFailuresTest {

    private static final int ROWS = 68;

    static Stream<KnownFailures.Failure> failures() {
        return KnownFailures.all();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void checker_tellsOfAKnownFailureTheseRulesAndNoOther(KnownFailures.Failure row) {
        assertThat(rules(row.failing())).containsExactlyInAnyOrderElementsOf(row.expected());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void checker_tellsOfItsTwinTheseRulesAndNoOther(KnownFailures.Failure row) {
        assertThat(rules(row.twin())).containsExactlyInAnyOrderElementsOf(row.twinExpected());
    }

    @Test
    void failures_haveNamesSourcesAndTwinsThatAreToldSomethingElse() {
        assertThat(KnownFailures.all()).hasSize(ROWS);
        assertThat(KnownFailures.all()).extracting(KnownFailures.Failure::name).doesNotHaveDuplicates();
        assertThat(KnownFailures.all()).allSatisfy(row -> {
            assertThat(row.source()).as(row.name()).isNotBlank();
            assertThat(row.expected().stream().map(RuleBook::rule))
                    .as(row.name())
                    .doesNotContainNull();
        });
    }

    @Test
    void checker_findsNoErrorInAWholeMigrationOfTheSampleClient() {
        Script source = socket().failing(EINVAL)
                .mmio(9)
                .reset(ResetCause.REQUEST)
                .startLog()
                .report(0, PAGE);
        source.stopLog()
                .set(PRE_COPY)
                .read(1024)
                .set(STOP_COPY)
                .read(1024)
                .read(8)
                .set(STOP);
        Script destination = socket().set(RESUMING)
                .write(-1, 1024)
                .write(-1, 8)
                .set(STOP)
                .mmio(1)
                .set(RUNNING);

        assertThat(severities(source)).containsOnly(Severity.NOTE);
        assertThat(severities(destination)).containsExactly(Severity.WARNING);
    }

    private static List<String> rules(Script script) {
        return script.findings().stream()
                .map(finding -> finding.rule().id())
                .distinct()
                .toList();
    }

    private static List<Severity> severities(Script script) {
        return script.findings().stream().map(Finding::severity).distinct().toList();
    }
}
