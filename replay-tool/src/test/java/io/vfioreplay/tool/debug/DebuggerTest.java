package io.vfioreplay.tool.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed, repeated, completed and interrupted. */
class DebuggerTest {

    @TempDir
    private Path directory = Path.of("");

    private final List<String> lines = new ArrayList<>();
    private DemoSession demo;
    private Debugger debugger;

    @BeforeEach
    void open() throws IOException {
        demo = new DemoSession(directory);
        debugger = demo.debugger(lines);
        debugger.open("failure");
    }

    @AfterEach
    void close() {
        debugger.close();
        demo.close();
    }

    @Test
    void emptyLine_doesTheLastStepAgain() {
        debugger.typed("back 2");
        debugger.typed("");
        assertThat(debugger.place()).isEqualTo("destination 12");
    }

    @Test
    void emptyLine_doesNothingAfterOtherCommands() {
        debugger.typed("back");
        debugger.typed("when");
        debugger.typed("");
        assertThat(debugger.place()).isEqualTo("destination 15");
    }

    @Test
    void error_isShownAndLeavesThePlace() {
        debugger.typed("go 5000");
        assertThat(lines.get(lines.size() - 1)).contains("5000");
        assertThat(debugger.place()).isEqualTo("destination 16");
    }

    @Test
    void error_cannotPlayWithTheTerminal() {
        debugger.typed("go \u001b[31mred");
        assertThat(lines.get(lines.size() - 1)).contains("\\u001b").doesNotContain("\u001b");
    }

    @Test
    void field_thatIsNowhereInTheRecordingIsSaidToBeNoneWithTheNearestNames() {
        debugger.typed("side source");
        String place = debugger.place();
        for (String verb : List.of("last", "next", "history")) {
            debugger.typed(verb + " bar1/0x4");
            assertThat(lines.get(lines.size() - 1))
                    .isEqualTo("bar1/0x4: no such field in this recording; did you mean bar1/0x0, bar0/0x0?");
        }
        debugger.typed("last bar1/0x4 == 3");
        assertThat(lines.get(lines.size() - 1)).contains("no such field in this recording");
        assertThat(debugger.place()).isEqualTo(place);
    }

    @Test
    void field_thatIsThereAndDoesNotBecomeAValueIsNotSaidToBeNone() {
        debugger.typed("last device0/state == PRE_COPY");
        assertThat(lines.get(lines.size() - 1)).endsWith("did not change before here");
        debugger.typed("go start");
        debugger.typed("last bar1/0x0");
        assertThat(lines.get(lines.size() - 1)).endsWith("did not change before here");
    }

    @Test
    void filter_isShownWithItsColumn() {
        debugger.typed("break kind = = 3");
        assertThat(lines.get(lines.size() - 1))
                .startsWith("in the filter at column 8:")
                .endsWith("       ^");
    }

    @Test
    void interruption_endsTheWorkAndLeavesThePlace() {
        Desk desk = new Desk(demo.session(), Wait::silent);
        assertThatThrownBy(() -> desk.move("going", progress -> {
                    desk.interrupt();
                    return demo.session().step(-3, progress);
                }))
                .isInstanceOf(CommandException.class)
                .hasMessage("interrupted; the place is as it was");
        assertThat(debugger.place()).isEqualTo("destination 16");
    }

    @Test
    void quit_endsTheShellAndItsScripts() {
        debugger.script("test", new ByteArrayInputStream("quit\nnonsense\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(debugger.isOver()).isTrue();
    }

    @Test
    void script_endsWithItsNameAndLine() {
        ByteArrayInputStream script =
                new ByteArrayInputStream("when\n# fine\nnonsense\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> debugger.script("test", script))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("test:3: ");
    }

    @Test
    void candidates_areCommandsWhereALineBegins() {
        assertThat(debugger.candidates("hi")).contains("history", "reverse-continue", "bookmark");
    }

    @Test
    void candidates_areFieldsOfTheStateHere() {
        debugger.typed("side source");
        assertThat(debugger.candidates("last ")).contains("device0/state", "bar0/0x0");
        assertThat(debugger.candidates("pri bar0")).contains("device0/bar0/0x0/written");
    }

    @Test
    void candidates_arePlacesRulesTopicsAndNumbers() {
        debugger.typed("bookmark here");
        debugger.typed("watch device0/state");
        assertThat(debugger.candidates("go ")).contains("here", "STOP_COPY", "failure", "end");
        assertThat(debugger.candidates("go finding R")).contains("R-97");
        assertThat(debugger.candidates("info ")).contains("breakpoints", "phases");
        assertThat(debugger.candidates("delete ")).containsExactly("1", "here");
        assertThat(debugger.candidates("why ")).contains("M-01", "R-78");
        assertThat(debugger.candidates("break k")).contains("kind", "deviceStateSet", "errno");
        assertThat(debugger.candidates("side ")).containsExactly("source", "destination");
        assertThat(debugger.candidates("nonsense ")).isEmpty();
    }

    @Test
    void status_beginsWithThePlaceAndEndsWithTheJournal() {
        assertThat(debugger.status())
                .containsExactly(
                        "destination position 16 of 0..50", "RESUMING", "+0.004843 s", "32.0 %", "destination.pcap.gz");
    }
}
