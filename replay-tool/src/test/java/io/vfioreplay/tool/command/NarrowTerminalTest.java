package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.text.Palette;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads keeps within the terminal, and what a program reads is the same at every width. */
final class NarrowTerminalTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100})
    void results_keepWithinTheTerminal(int columns) throws IOException {
        String capture = Captures.copy("f05-destination.pcap", directory).toString();
        List<String[]> commands = List.of(
                new String[] {"demo"},
                new String[] {"postmortem", "--notes", capture},
                new String[] {"dump", capture},
                new String[] {"check", capture},
                new String[] {"whatif", capture, "--drop", "9"},
                new String[] {"explain", "R-97"},
                new String[] {"stats", capture, "--width", "200"},
                new String[] {"info", capture});
        for (String[] command : commands) {
            String out = run(Palette.COLOUR.within(columns), command);
            assertThat(out.lines())
                    .as(String.join(" ", command))
                    .isNotEmpty()
                    .allSatisfy(
                            line -> assertThat(AttributedString.stripAnsi(line).length())
                                    .isLessThanOrEqualTo(columns));
        }
    }

    @Test
    void timeline_makesItsLanesNarrower() throws IOException {
        String capture = Captures.copy("f05-destination.pcap", directory).toString();
        assertThat(run(Palette.PLAIN.within(80), "postmortem", "--timeline", capture)
                        .lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).startsWith("  seconds").endsWith("position destination"));
    }

    @Test
    void commands_goOnAsAShellReadsThem() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Console(stream, stream, Palette.PLAIN.within(40), false)
                .line("  vfio-replay dump journals/source.vfj 10-29 --json");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("  vfio-replay dump journals/source.vfj \\", "      10-29 --json");
    }

    @Test
    void documents_areTheSameAtEveryWidth() {
        assertThat(run(Palette.PLAIN.within(40), "demo", "--json")).isEqualTo(run(Palette.PLAIN, "demo", "--json"));
        assertThat(run(Palette.PLAIN.within(40), "explain", "--markdown"))
                .isEqualTo(run(Palette.PLAIN, "explain", "--markdown"));
    }

    private static String run(Palette palette, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLineTool.run(new Console(stream, stream, palette, false), arguments);
        return out.toString(StandardCharsets.UTF_8);
    }
}
