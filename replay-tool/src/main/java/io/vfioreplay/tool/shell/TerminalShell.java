package io.vfioreplay.tool.shell;

import io.vfioreplay.tool.debug.Debugger;
import io.vfioreplay.tool.debug.Look;
import io.vfioreplay.tool.text.Palette;
import io.vfioreplay.tool.text.Palette.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.jline.utils.Status;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a terminal asks the time machine: line editing, history, completion, a status line. On a terminal that can do
 * nothing, or when it is to be plain, only a prompt. One thread; Ctrl-C is heard on another.
 */
public final class TerminalShell implements AutoCloseable {

    private static final String PROMPT = "> ";

    /** On fewer rows a status line would take too much. */
    private static final int STATUS_ROWS_MIN = 6;

    private final Terminal terminal;
    private final InputStream in;
    private final Palette palette;
    private final boolean isDumb;
    private final @Nullable Status status;

    /**
     * A shell.
     *
     * @param terminal closed with the shell
     * @param in what is typed, where the terminal can do nothing
     */
    TerminalShell(Terminal terminal, InputStream in, Palette palette) {
        this.terminal = terminal;
        this.in = in;
        this.isDumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        this.palette = isDumb ? Palette.PLAIN : palette;
        this.status = isDumb ? null : Status.getStatus(terminal);
    }

    /**
     * A shell at the terminal that the process was started at.
     *
     * @param in what is typed there, as a stream
     * @param plain whether it is to be treated as one that can do nothing
     * @throws UncheckedIOException when there is no such terminal
     */
    public static TerminalShell open(InputStream in, Palette palette, boolean plain) {
        try {
            TerminalBuilder builder = TerminalBuilder.builder()
                    .name("vfio-replay")
                    .system(true)
                    .dumb(true)
                    .nativeSignals(true);
            return new TerminalShell((plain ? builder.type(Terminal.TYPE_DUMB) : builder).build(), in, palette);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use the terminal", failed);
        }
    }

    /** How answers look here now. */
    public Look look() {
        int width = terminal.getSize().getColumns();
        return new Look(palette, width <= 0 ? Look.WIDTH : width);
    }

    /** Writes a line of an answer, or a few. */
    public void line(String text) {
        int width = terminal.getSize().getColumns();
        for (String row : text.split("\n", -1)) {
            Folding.of(row, width).forEach(terminal.writer()::println);
        }
    }

    /** Reads and carries out commands until somebody leaves. */
    public void run(Debugger debugger) {
        listenToCtrlC(debugger);
        Lines lines = isDumb ? new PlainLines(in, terminal.writer()) : new EditedLines(terminal, debugger);
        Optional<String> line = next(lines, debugger);
        while (line.isPresent()) {
            debugger.typed(line.get());
            line = debugger.isOver() ? Optional.empty() : next(lines, debugger);
        }
    }

    /** A terminal that can do nothing is one of JLine's that hears no signals. */
    private void listenToCtrlC(Debugger debugger) {
        if (isDumb) {
            Signals.register("INT", debugger::interrupt);
        } else {
            terminal.handle(Signal.INT, signal -> debugger.interrupt());
        }
    }

    private Optional<String> next(Lines lines, Debugger debugger) {
        if (status != null && terminal.getSize().getRows() >= STATUS_ROWS_MIN) {
            status.update(
                    List.of(StatusLine.of(debugger.status(), terminal.getSize().getColumns(), palette)));
        }
        terminal.flush();
        return lines.next(palette.paint(Role.TITLE, debugger.place() + PROMPT));
    }

    @Override
    public void close() {
        if (status != null) {
            status.update(List.of());
        }
        try {
            terminal.close();
        } catch (IOException gone) {
            // There is nobody left to tell.
        }
    }
}
