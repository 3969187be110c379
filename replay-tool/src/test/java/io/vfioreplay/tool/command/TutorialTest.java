package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial of the time machine in the README is what the tool says; {@code -Dgolden.accept=true} writes the answers anew, for
 * the commands that stand there.
 */
class TutorialTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern BLOCK =
            Pattern.compile("## Travelling in time\n.*?From the failure[^\n]*\n\n```\n(.*?)```\n", Pattern.DOTALL);
    private static final String PROMPT = "> ";
    private static final int COMMANDS_MAX = 5;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readme_showsWhatItsCommandsAnswer() throws IOException {
        String readme = Files.readString(README);
        Matcher block = BLOCK.matcher(readme);
        assertThat(block.find()).as("the README has the tutorial").isTrue();
        List<String> commands = block.group(1)
                .lines()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
        assertThat(commands).hasSizeBetween(1, COMMANDS_MAX);
        String answers = run(commands);
        if (Boolean.getBoolean("golden.accept")) {
            Files.writeString(README, readme.substring(0, block.start(1)) + answers + readme.substring(block.end(1)));
        } else {
            assertThat(block.group(1)).isEqualTo(answers);
        }
    }

    @Test
    void sameCommands_leadToTheEventWhereTheSidesPartElsewhere() {
        Path source = Captures.copy("f12-source.pcap.gz", directory);
        Path destination = Captures.copy("f12-destination.pcap.gz", directory);
        ToolRun run = ToolRun.of("debug", source, destination, "-e", "parting");
        assertThat(run.out())
                .contains("the sides part at byte 5,120 of what was forwarded: source e4, destination 04")
                .contains("destination position 9 of 0..18, RESUMING")
                .contains("source position 104 of 0..112, STOP_COPY");
    }

    private String run(List<String> commands) {
        assertThat(ToolRun.of("demo", "--save", directory).code()).isZero();
        List<Object> words = new ArrayList<>(List.of("debug"));
        words.add(directory.resolve("source.pcap.gz"));
        words.add(directory.resolve("destination.pcap.gz"));
        words.add("--echo");
        for (String command : commands) {
            words.add("-e");
            words.add(command);
        }
        ToolRun run = ToolRun.of(words.toArray());
        assertThat(run.err()).isEmpty();
        return run.out();
    }
}
