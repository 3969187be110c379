package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time machine on the migration that ships with the tool: every command by script, as text and as JSON. */
class DebugCommandTest {

    @TempDir
    private static Path directory = Path.of("");

    private static Path source = Path.of("");
    private static Path destination = Path.of("");

    @BeforeAll
    static void saveDemo() {
        assertThat(ToolRun.of("demo", "--save", directory).code()).isZero();
        source = directory.resolve("source.pcap.gz");
        destination = directory.resolve("destination.pcap.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"travel", "look", "search", "stop", "sides", "help"})
    void script_answersAsRecorded(String name) throws IOException {
        Path script = Path.of("src/test/resources/debug").resolve(name + ".txt");
        ToolRun run = ToolRun.of("debug", source, destination, "-x", script, "--echo");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isLessThan(ExitCode.UNUSABLE);
        Golden.assertMatches("debug-" + name + ".txt", run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"travel", "look", "search", "stop", "sides", "help"})
    void json_isOneDocumentWithAnObjectForEachCommand(String name) throws IOException {
        Path script = Path.of("src/test/resources/debug").resolve(name + ".txt");
        ToolRun run = ToolRun.of("debug", source, destination, "-x", script, "--json");
        assertThat(run.err()).isEmpty();
        List<String> lines = new ArrayList<>();
        for (Object command : commands(run)) {
            Map<?, ?> object = (Map<?, ?>) command;
            assertThat(object.get("result")).isInstanceOf(Map.class);
            lines.add(String.valueOf(object.get("line")));
        }
        List<String> asked = Files.readAllLines(script).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(lines).isEqualTo(asked);
    }

    @Test
    void json_tellsOfStepsChangesAndStops() {
        ToolRun run = ToolRun.of(
                "debug",
                source,
                destination,
                "--json",
                "-e",
                "step",
                "-e",
                "last device0/state",
                "-e",
                "break errno != OK",
                "-e",
                "rc",
                "-e",
                "history device0/state",
                "-e",
                "print device0/protocol",
                "-e",
                "bookmark b");
        Golden.assertMatches("debug.json", run.out());
    }

    @Test
    void json_holdsTheErrorOfTheCommandThatEndedTheScript() {
        ToolRun run = ToolRun.of("debug", source, "--json", "-e", "when", "-e", "nonsense", "-e", "when");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        List<?> commands = commands(run);
        assertThat(commands).hasSize(2);
        assertThat(((Map<?, ?>) commands.get(1)).get("error"))
                .isEqualTo("no command is called \"nonsense\"; \"help\" lists them all");
    }

    @Test
    void scriptThatFails_endsWithFileAndLine() throws IOException {
        Path script = Files.writeString(directory.resolve("wrong.txt"), "# comment\n\nwhen\n  bakc\nwhen\n");
        ToolRun run = ToolRun.of("debug", source, "-x", script);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err())
                .contains("no command is called \"bakc\"; did you mean \"back\"?")
                .contains(script + ":4: this command failed, and ends the script");
        assertThat(run.out().lines().filter(line -> line.contains("position 112")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step x | found \"x\"; expected a number from 1: step [N]",
                "step 0 | found \"0\"; expected a number from 1: step [N]",
                "step | this is the last event; \"back\" goes the other way",
                "when now | found \"now\"; expected nothing: when",
                "go | nothing given; expected a place: go PLACE",
                "go nowhere | \"nowhere\" is no place",
                "go 5000 | 5000",
                "print devize0/state | did you mean",
                "last | nothing given; expected a field: last FIELD",
                "break erno == 1 | did you mean \"errno\"?",
                "delete 7 | there is no stop 7; expected one made by \"break\" or \"watch\"",
                "diff | expected a bookmark, since only one side is open",
                "diff nosuch | no bookmark is called \"nosuch\"; expected one made by \"bookmark NAME\"",
                "bookmark ../x | expected a name of letters, digits and _ . - that begins with a letter",
                "side destination | only one journal is open",
                "together on | only one journal is open",
                "parting | only one journal is open",
                "info nothing | expected one of breakpoints, bookmarks",
                "why R-1 | expected a finding that there is",
                "list 9-3 | expected at most 10000 events, the first one first",
                "source /nonexistent | cannot read the script /nonexistent",
                "re | \"re\" may be",
            })
    void error_saysWhatWasFoundAndExpected(String command, String message) {
        ToolRun run = ToolRun.of("debug", source, "-e", command);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({"when, 0", "parting, 1", "findings, 1", "quit, 0", "'query errno == EBADF', 0"})
    void exitCode_tellsWhetherSomethingWasFound(String command, int code) {
        assertThat(ToolRun.of("debug", source, destination, "-e", command).code())
                .isEqualTo(code);
    }

    @Test
    void at_beginsElsewhere() {
        assertThat(ToolRun.of("debug", source, "--at", "STOP_COPY", "-e", "quit")
                        .out())
                .contains("position 98 of 0..112, STOP_COPY");
    }

    @Test
    void pipe_isReadWithoutPromptOrEcho() {
        ToolRun run = ToolRun.fed("when\n\nback\n", "debug", source, "--at", "50");
        assertThat(run.out()
                        .lines()
                        .filter(line -> line.startsWith("position "))
                        .map(line -> line.substring(0, line.indexOf(" of"))))
                .containsExactly("position 50", "position 50", "position 49");
        assertThat(run.code()).isZero();
    }

    @Test
    void scriptThatRunsItself_ends() throws IOException {
        Path script = directory.resolve("loop.txt");
        Files.writeString(script, "source " + script + "\n");
        ToolRun run = ToolRun.of("debug", source, "-x", script);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("scripts within scripts, 10 deep");
    }

    @Test
    void journal_isNotAlteredByLooking() throws IOException {
        Path journal = directory.resolve("kept.vfj");
        ToolRun.of("import", source, "-o", journal);
        Map<String, String> before = Contents.of(journal);
        ToolRun.of("debug", journal, "-x", Path.of("src/test/resources/debug/look.txt"));
        assertThat(Contents.of(journal)).isEqualTo(before);
    }

    private static List<?> commands(ToolRun run) {
        Map<String, @Nullable Object> document = JsonTree.object(run.out());
        assertThat(document).containsKeys("opened", "commands");
        return (List<?>) Objects.requireNonNull(document.get("commands"));
    }
}
