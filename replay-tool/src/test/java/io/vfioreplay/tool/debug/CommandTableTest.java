package io.vfioreplay.tool.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTableTest {

    @TempDir
    private static Path directory = Path.of("");

    private static DemoSession demo;

    @BeforeAll
    static void open() throws IOException {
        demo = new DemoSession(directory);
    }

    @AfterAll
    static void close() {
        demo.close();
    }

    private static CommandTable table() {
        return demo.debugger(new ArrayList<>()).interpreter().table();
    }

    /** What hands that know gdb, rr, Undo and WinDbg type. */
    @ParameterizedTest
    @CsvSource({
        "s, step",
        "step, step",
        "stepi, step",
        "rs, back",
        "reverse-step, back",
        "s-, back",
        "reverse-stepi, back",
        "c, continue",
        "cont, continue",
        "rc, reverse-continue",
        "g-, reverse-continue",
        "b, break",
        "br, break",
        "d, delete",
        "dis, disable",
        "en, enable",
        "i, info",
        "inf, info",
        "p, print",
        "l, list",
        "w, when",
        "h, help",
        "q, quit",
        "r, start",
        "run, start",
        "checkpoint, bookmark",
        "ugo, go",
        "reverse-c, reverse-continue",
        "hist, history",
        "wat, watch",
        "find, query"
    })
    void named_knowsTheWordsOfOtherDebuggers(String typed, String command) {
        assertThat(table().named(typed).manual().name()).isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "histroy | no command is called \"histroy\"; did you mean \"history\"?",
                "xyzzy-plugh | no command is called \"xyzzy-plugh\"; \"help\" lists them all",
                "reverse | \"reverse\" may be reverse-continue or reverse-step; expected one more letter"
            })
    void named_tellsWhatWouldBeRight(String typed, String message) {
        assertThatThrownBy(() -> table().named(typed))
                .isInstanceOf(CommandException.class)
                .hasMessage(message);
    }

    @Test
    void table_refusesTwoCommandsOfOneName() {
        assertThatThrownBy(() -> new CommandTable(List.of(new StepCommand(), new StepCommand())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manuals_haveASummaryOfOneShortLine() {
        for (Command command : table().commands()) {
            Manual manual = command.manual();
            assertThat(manual.summary())
                    .as(manual.name())
                    .isNotBlank()
                    .doesNotContain("\n")
                    .hasSizeLessThan(110);
        }
    }
}
