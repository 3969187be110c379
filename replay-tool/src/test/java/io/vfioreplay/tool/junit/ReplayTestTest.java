package io.vfioreplay.tool.junit;

import static io.vfioreplay.tool.junit.ReplayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.engine.replay.Timeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of {@link ReplayTest} writes, on the migration of the demo. */
final class ReplayTestTest {

    private static final String DEMO = "io/vfioreplay/tool/demo/";

    @ReplayTest({DEMO + "source.pcap.gz", DEMO + "destination.pcap.gz"})
    void everyParameter_isOfTheSameMigration(
            ReplayedMigration migration,
            Timeline source,
            Timeline destination,
            Postmortem postmortem,
            Verdict verdict,
            List<SideFinding> findings) {
        assertThat(source.eventCount()).isEqualTo(113);
        assertThat(destination.eventCount()).isEqualTo(51);
        assertThat(postmortem).isSameAs(migration.postmortem());
        assertThat(verdict).isEqualTo(Verdict.MIGRATED_WITH_DIFFERENCES);
        assertThat(findings).isEqualTo(postmortem.findings());
    }

    @ReplayTest({DEMO + "source.pcap.gz", DEMO + "destination.pcap.gz"})
    void assertions_holdOfTheDemo(ReplayedMigration migration) {
        assertThat(migration)
                .hasVerdict(Verdict.MIGRATED_WITH_DIFFERENCES)
                .isBlamedOn(Blame.TRANSPORT)
                .hasFinding("M-01")
                .on(Side.DESTINATION)
                .at(16)
                .and()
                .hasNoFinding("R-97")
                .onSource()
                .replaysAsRecorded();
        assertThat(migration).onDestination().state("device0/state").is("RUNNING");
        assertThat(migration).onDestination().state("device0/state").at(17).is("STOP");
        assertThat(migration).onDestination().state("device7/state").isAbsent();
        assertThat(migration).onSource().events("kind == deviceStateSet").isNotEmpty();
    }

    @ReplayTest({DEMO + "destination.pcap.gz", DEMO + "source.pcap.gz"})
    void sides_areTheTrueOnesWhenTheRecordingsAreSwapped(ReplayedMigration migration) {
        assertThat(migration)
                .onDestination()
                .events("kind == migrationDataWritten")
                .hasSize(13);
    }

    @ReplayTest(DEMO + "destination.pcap.gz")
    void oneRecording_needsNoSide(ReplayedMigration migration) {
        assertThat(migration).events("kind == deviceStateSet").hasSize(3).at(17);
        assertThat(migration).register("bar1/0x0").at(18);
        assertThat(migration).replaysAsRecorded().hasNoErrors();
    }

    @ParameterizedTest
    @CsvSource({"source.pcap.gz,113", "destination.pcap.gz,51"})
    void open_servesParameterisedTests(String name, long events) {
        try (RecordingFile file = RecordingFile.find(ReplayTestTest.class, DEMO + name);
                ReplayedMigration migration = ReplayedMigration.open(file.path())) {
            assertThat(migration.recordings().get(0).timeline().eventCount()).isEqualTo(events);
        }
    }

    @Test
    void find_refusesThreeRecordings() {
        assertThatThrownBy(() -> ReplayedMigration.find(ReplayTestTest.class, List.of("a", "b", "c")))
                .hasMessage("@ReplayTest names 3 recordings;"
                        + " expected one, or that of the source and that of the destination");
    }

    @Test
    void find_saysWhereItLookedForWhatIsMissing() {
        assertThatThrownBy(() -> ReplayedMigration.find(ReplayTestTest.class, List.of("no.vfj")))
                .hasMessageContainingAll(
                        "\"no.vfj\"",
                        "beside " + ReplayTestTest.class.getName(),
                        Path.of("no.vfj").toAbsolutePath().toString());
    }

    /** Recordings are open in the methods around a test, and nested classes see those of their own methods. */
    @Nested
    final class Around {

        private long before;

        @BeforeEach
        void before_hasTheRecordings(Timeline timeline) {
            before = timeline.eventCount();
        }

        @ReplayTest(DEMO + "destination.pcap.gz")
        void test_hasTheSameRecordings(Timeline timeline) {
            assertThat(timeline.eventCount()).isEqualTo(before).isEqualTo(51);
        }

        @ReplayTest(DEMO + "source.pcap.gz")
        void test_hasNoneOfAnotherMethod(Timeline timeline) {
            assertThat(timeline.eventCount()).isEqualTo(before).isEqualTo(113);
        }

        @AfterEach
        void after_hasTheRecordingsStill(Timeline timeline) {
            assertThat(timeline.eventCount()).isEqualTo(before);
        }
    }
}
