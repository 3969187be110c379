package io.vfioreplay.tool.shell;

import io.vfioreplay.tool.debug.Debugger;
import io.vfioreplay.tool.debug.Look;
import io.vfioreplay.tool.text.Palette;
import io.vfioreplay.tool.text.Palette.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a terminal asks the time machine: line editing, history, completion, a status line. On a terminal that can do
 * nothing, or when it is to be plain, only a prompt. One thread; Ctrl-C is heard on another.
 */
public final class TerminalShell implements AutoCloseable {

    private static final String PROMPT = "> ";

    private final Terminal terminal;
    private final Palette palette;
    private final @Nullable Status status;

    private TerminalShell(Terminal terminal, Palette palette) {
        this.terminal = terminal;
        this.palette = palette;
        this.status = isDumb(terminal) ? null : Status.getStatus(terminal);
    }

    /**
     * A shell at the terminal that the process was started at.
     *
     * @param plain whether it is to be treated as one that can do nothing
     * @throws UncheckedIOException when there is no such terminal
     */
    public static TerminalShell open(Palette palette, boolean plain) {
        try {
            TerminalBuilder builder = TerminalBuilder.builder().name("vfio-replay").system(true).dumb(true).nativeSignals(true);
            return new TerminalShell((plain ? builder.type(Terminal.TYPE_DUMB) : builder).build(), palette);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use the terminal", failed);
        }
    }

    private static LineReader reader(Terminal terminal, Debugger debugger) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new WordCompleter(debugger))
                .parser(new PlainParser())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, false)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .variable(LineReader.BELL_STYLE, "none")
                .variable(LineReader.LIST_MAX, 200)
                .build();
        HistoryFile.attach(reader);
        return reader;
    }

    private static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /** How answers look here now. */
    public Look look() {
        return new Look(isDumb(terminal) ? Palette.PLAIN : palette, terminal.getWidth());
    }

    /** Writes a line of an answer, or a few. */
    public void line(String text) {
        int width = terminal.getWidth();
        for (String row : text.split("\n", -1)) {
            Folding.of(row, width).forEach(terminal.writer()::println);
        }
    }

    /** Reads and carries out commands until somebody leaves. */
    public void run(Debugger debugger) {
        terminal.handle(Signal.INT, signal -> debugger.interrupt());
        LineReader reader = reader(terminal, debugger);
        while (!debugger.isOver()) {
            showStatus(debugger);
            terminal.flush();
            try {
                debugger.typed(reader.readLine(prompt(debugger)));
            } catch (UserInterruptException cancelled) {
                // Ctrl-C at the prompt gives up the line, as shells have it.
            } catch (EndOfFileException left) {
                return;
            }
        }
    }

    private String prompt(Debugger debugger) {
        return look().palette().paint(Role.TITLE, debugger.place() + PROMPT);
    }

    private void showStatus(Debugger debugger) {
        if (status != null && terminal.getHeight() > 4) {
            status.update(List.of(StatusLine.of(debugger.status(), terminal.getWidth(), palette)));
        }
    }

    @Override
    public void close() {
        if (status != null) {
            status.update(List.<AttributedString>of());
        }
        try {
            terminal.close();
        } catch (IOException ignored) {
            // It is gone already; there is nobody to tell.
        }
    }
}
