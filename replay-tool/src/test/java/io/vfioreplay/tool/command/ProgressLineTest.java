package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.text.Palette;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a terminal gets while a verb works, and that nothing of it stays. */
final class ProgressLineTest {

    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void bytes_writesOverTheLineOnlyWhenThePercentageChanges() {
        try (ProgressLine progress = new ProgressLine(console(true), "reading")) {
            progress.bytes(0, 1_000);
            progress.bytes(9, 1_000);
            progress.bytes(500, 1_000);
        }
        assertThat(err())
                .isEqualTo(shown("reading [..............................] 0%")
                        + shown("reading [###############...............] 50%")
                        + ERASE);
    }

    @Test
    void say_takesTheLineAwayAndShowsItAgain() {
        try (ProgressLine progress = new ProgressLine(console(true), "reading")) {
            progress.bytes(1, 1);
            progress.say("left out: a");
            progress.bytes(1, 1);
        }
        String whole = shown("reading [##############################] 100%");
        assertThat(err()).isEqualTo(whole + ERASE + "left out: a" + System.lineSeparator() + whole + ERASE);
    }

    @Test
    void show_letsNothingOfAFileNameReachTheTerminal() {
        try (LiveLine line = new LiveLine(console(true))) {
            line.show("reading a\u001b[2J\nb");
        }
        assertThat(err().replace(shown(""), "")).doesNotContain("\u001b[2J", "\n");
    }

    @Test
    void bytes_writeNothingIntoAPipe() {
        try (ProgressLine progress = new ProgressLine(console(false), "reading")) {
            progress.bytes(1, 2);
        }
        assertThat(err()).isEmpty();
    }

    /** A line is cut at the edge of the terminal: what went on below could not be erased. */
    private static String shown(String text) {
        return ERASE + "\u001b[?7l" + text + "\u001b[?7h";
    }

    private Console console(boolean isTerminal) {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), Palette.PLAIN, isTerminal);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
