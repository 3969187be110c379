package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code whatif} on the recordings of the demo. */
final class WhatIfCommandTest {

    private static final Pattern WORDS = Pattern.compile("'[^']*'|[^ ]+");

    @TempDir
    private Path directory;

    private Path source = Path.of("");
    private Path destination = Path.of("");

    @BeforeEach
    void save() {
        assertThat(ToolRun.of("demo", "--save", directory).code()).isZero();
        source = directory.resolve("source.pcap.gz");
        destination = directory.resolve("destination.pcap.gz");
    }

    @Test
    void whatif_saysHowTheMigrationWouldHaveEnded() {
        ToolRun run = ToolRun.of("whatif", source, destination, "--change", "d:16 data=@s:111");

        Golden.assertMatches("whatif.txt", run.out());
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
    }

    @Test
    void whatif_asJsonMarksWhatWasInserted() {
        ToolRun run = ToolRun.of(
                "whatif", destination, "--insert", "after 18 mmioRead region=1 offset=0x0 length=4", "--json");

        Golden.assertMatches("whatif.json", run.out());
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
    }

    @Test
    void whatif_withoutEditsFindsNothing() {
        ToolRun run = ToolRun.of("whatif", source, destination);

        assertThat(run.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(run.out()).endsWith("nothing would have been different" + System.lineSeparator());
    }

    @Test
    void whatif_pointsAtTheColumnOfAMistake() {
        ToolRun run = ToolRun.of("whatif", destination, "--change", "16 erno=EINVAL");

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().toList())
                .containsExactly(
                        "vfio-replay: in the edit at column 11: migrationDataWritten has no field \"erno\"; did you mean \"errno\"?",
                        "  change 16 erno=EINVAL",
                        "            ^");
    }

    @Test
    void whatif_helpHasExamplesThatWork() {
        ToolRun help = ToolRun.of("whatif", "--help");
        String unbroken = help.out().replaceAll("\\\\\\R\\s+", "");
        List<String> examples = unbroken.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("vfio-replay whatif"))
                .toList();

        assertThat(help.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(examples).hasSize(6);
        examples.forEach(this::tryOut);
    }

    private void tryOut(String example) {
        Object[] words = WORDS.matcher(example)
                .results()
                .map(word -> word.group().replace("'", ""))
                .skip(1)
                .map(word -> word.endsWith(".gz") ? directory.resolve(word).toString() : word)
                .toArray();
        assertThat(ToolRun.of(words)).as(example).satisfies(run -> {
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        });
    }
}
