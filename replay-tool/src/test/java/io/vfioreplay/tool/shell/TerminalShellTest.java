package io.vfioreplay.tool.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.debug.Debugger;
import io.vfioreplay.tool.debug.DemoSession;
import io.vfioreplay.tool.text.Palette;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalShellTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void run_promptsOnATerminalThatCanDoNothing() throws Exception {
        InputStream in = new ByteArrayInputStream("back\n\nquit\nnever\n".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> answers = new ArrayList<>();
        try (DemoSession demo = new DemoSession(directory);
                Debugger debugger = demo.debugger(answers);
                TerminalShell shell =
                        new TerminalShell(new DumbTerminal(InputStream.nullInputStream(), out), in, Palette.COLOUR)) {
            debugger.open("16");
            shell.run(debugger);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("source 16> source 15> source 14> ");
        assertThat(answers).noneMatch(line -> line.contains("never"));
    }

    @Test
    void parser_cutsBetweenSpacesOnly() {
        CompletingParsedLine line =
                (CompletingParsedLine) new PlainParser().parse("break data ~ 'a b\\", 17, ParseContext.COMPLETE);
        assertThat(line.words()).containsExactly("break", "data", "~", "'a", "b\\");
        assertThat(line.word()).isEqualTo("b\\");
        assertThat(line.wordCursor()).isEqualTo(1);
        assertThat(line.escape("x y", true)).hasToString("x y");
    }
}
