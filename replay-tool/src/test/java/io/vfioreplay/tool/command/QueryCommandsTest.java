package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.json.JsonTree;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code query}, {@code dump --filter} and {@code stats} on a real migration that failed. */
final class QueryCommandsTest {

    private static final String SEQUENCE = "kind == deviceStateSet followed by kind ~ '^migrationData' within 10ms";

    @TempDir
    private Path temp;

    private Path capture = Path.of("");

    @BeforeEach
    void copyCapture() {
        capture = Captures.copy("f05-destination.pcap", temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phase", "phase == RESUMING", "since < 1ms", "region == bar0 or offset", "errno != OK"})
    void query_andDumpShowTheSameEvents(String filter) {
        for (String range : new String[] {"0-end", "5-9", "end"}) {
            String queried = ToolRun.of("query", capture, filter, range).out();
            assertThat(ToolRun.of("dump", capture, range, "--filter", filter).out())
                    .isEqualTo(queried);
            assertThat(ToolRun.of("dump", capture, "--filter", filter).out()).contains(queried);
            assertThat(ToolRun.of("query", capture, filter, range, "--json").out())
                    .isEqualTo(ToolRun.of("dump", capture, range, "--json", "--filter", filter)
                            .out());
        }
    }

    @Test
    void query_knowsThePhaseInTheMiddle() {
        Golden.assertMatches(
                "query-phase-f05.txt",
                ToolRun.of("query", capture, "phase == RESUMING", "5-end").out());
    }

    @Test
    void query_showsBothEventsOfASequence() {
        ToolRun run = ToolRun.of("query", capture, SEQUENCE);
        assertThat(run.code()).isZero();
        Golden.assertMatches("query-sequence-f05.txt", run.out());
        Golden.assertMatches(
                "query-sequence-f05.json",
                ToolRun.of("query", capture, SEQUENCE, "--json").out());
        assertThat(ToolRun.of("query", capture, SEQUENCE, "--count").out().strip())
                .isEqualTo(Long.toString(run.out()
                        .lines()
                        .filter(line -> line.endsWith(" later"))
                        .count()));
    }

    @Test
    void query_showsWhatIsNotFollowed() {
        ToolRun run = ToolRun.of("query", capture, "kind == deviceStateSet without kind == mmioRead");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("nothing followed until the end");
        assertThat(ToolRun.of("query", capture, "kind == mmioRead followed by kind == mmioWritten")
                        .code())
                .isEqualTo(ExitCode.FOUND);
    }

    @Test
    void dump_refusesASequenceAndPointsAtIt() {
        ToolRun run = ToolRun.of("dump", capture, "--filter", "kind == mmioRead without kind == mmioWritten");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("column 18").contains("a sequence");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 200})
    void stats_fillTheWidthAndNoMore(int width) {
        ToolRun run = ToolRun.of("stats", capture, "--width", width);
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.length() <= width);
        Golden.assertMatches("stats-f05-" + width + ".txt", run.out());
    }

    @Test
    void stats_asJsonIsOneDocument() {
        ToolRun run = ToolRun.of("stats", capture, "--json", "--by", "phase,kind", "--by", "register", "--top", 3);
        assertThat(run.code()).isZero();
        Golden.assertMatches("stats-f05.json", run.out());
    }

    @Test
    void stats_countWhatTheFilterAndTheRangeSay() {
        String out = ToolRun.of("stats", capture, "3-8", "--filter", "phase", "--by", "kind", "--width", 80)
                .out();
        String counted =
                ToolRun.of("query", capture, "phase", "3-8", "--count").out().strip();
        assertThat(out).startsWith(counted + " events ");
    }

    @Test
    void stats_suggestTheWordThatWasMeant() {
        ToolRun run = ToolRun.of("stats", capture, "--by", "kind,fase");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("did you mean \"phase\"?");
    }

    @Test
    void stats_ofNothingAreNothing() {
        ToolRun run = ToolRun.of("stats", capture, "--filter", "kind == vmmExited", "--width", 80);
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("0 events");
        ToolRun json = ToolRun.of("stats", capture, "--filter", "kind == vmmExited", "--json");
        assertThat(JsonTree.object(json.out())).containsEntry("durations", null);
    }
}
