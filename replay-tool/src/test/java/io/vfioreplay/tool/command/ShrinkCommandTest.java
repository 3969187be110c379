package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code shrink} on real failures. */
final class ShrinkCommandTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"f03", "f12"})
    void shrink_makesTwoJournalsThatFitOnOneScreen(String name) {
        Path small = directory.resolve("small");

        ToolRun run = shrink(name, small);

        String source = ToolRun.of("dump", small.resolve("source.vfj")).out();
        String destination =
                ToolRun.of("dump", small.resolve("destination.vfj")).out();
        String verdict = ToolRun.of("postmortem", small.resolve("source.vfj"), small.resolve("destination.vfj"))
                .out();
        Golden.assertMatches(
                "shrink-" + name + ".txt",
                run.out().replace(small.toString(), "small")
                        + source
                        + destination
                        + verdict.lines().limit(3).reduce("", (all, line) -> all + line + "\n"));
        assertThat(run.code()).isEqualTo(ExitCode.NOTHING_FOUND);
    }

    @Test
    void shrink_saysWhatItWasShrunkFrom() {
        Path small = directory.resolve("small");
        shrink("f12", small);

        String info = ToolRun.of("info", small.resolve("source.vfj")).out();

        assertThat(info)
                .contains("shrunk from the journal with digest ")
                .contains("; verdict failed and blame transport");
    }

    @Test
    void shrink_asJsonGivesSizesAndTries() {
        Path capture = Captures.copy("f18-destination.pcap.gz", directory);

        ToolRun run = ToolRun.of("shrink", capture, "-o", directory.resolve("small.vfj"), "--json");

        Golden.assertMatches("shrink-f18.json", run.out());
    }

    @Test
    void shrink_refusesToKeepWhatIsNotThere() {
        Path capture = Captures.copy("f18-destination.pcap.gz", directory);
        Path small = directory.resolve("small.vfj");

        ToolRun run = ToolRun.of("shrink", capture, "-o", small, "--keep", "finding R-97");

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err())
                .startsWith("vfio-replay: nothing to keep: \"finding R-97\" does not hold; found was verdict failed");
        assertThat(small).doesNotExist();
    }

    @Test
    void shrink_refusesACommandThatCannotBeRunAndABudgetOfNothing() {
        Path capture = Captures.copy("f18-destination.pcap.gz", directory);
        Path small = directory.resolve("small.vfj");

        ToolRun run = ToolRun.of("shrink", capture, "-o", small, "--keep-exit", directory.resolve("none"));
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("exit code 127 says that the command", "say --exit 127");
        assertThat(ToolRun.of("shrink", capture, "-o", small, "--budget", "0").code())
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(small).doesNotExist();
    }

    @Test
    void shrink_refusesToWriteOverSomething() {
        Path capture = Captures.copy("f18-destination.pcap.gz", directory);

        ToolRun run = ToolRun.of("shrink", capture, "-o", capture);

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("exists already");
    }

    @Test
    void shrink_keepsTheExitCodeOfACommand() {
        Path capture = Captures.copy("f18-destination.pcap.gz", directory);
        Path small = directory.resolve("small.vfj");

        ToolRun run = ToolRun.of(
                "shrink", capture, "-o", small, "--keep-exit", "grep -rq max_data_xfer_size", "--budget", "200");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(ToolRun.of("dump", small).out().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("protocolNegotiated"));
        assertThat(Files.exists(small)).isTrue();
    }

    private ToolRun shrink(String name, Path small) {
        return ToolRun.of(
                "shrink",
                Captures.copy(name + "-source.pcap.gz", directory),
                Captures.copy(name + "-destination.pcap.gz", directory),
                "-o",
                small);
    }
}
