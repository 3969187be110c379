package io.vfioreplay.tool.shell;

import io.vfioreplay.tool.debug.Debugger;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Lines with editing, completion and history. */
final class EditedLines implements Lines {

    /** More candidates than these are listed only when asked for. */
    private static final int LISTED_MAX = 200;

    private final LineReader reader;

    EditedLines(Terminal terminal, Debugger debugger) {
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new WordCompleter(debugger))
                .parser(new PlainParser())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .variable(LineReader.BELL_STYLE, "none")
                .variable(LineReader.LIST_MAX, LISTED_MAX)
                .build();
        HistoryFile.attach(reader);
    }

    @Override
    public Optional<String> next(String prompt) {
        while (true) {
            try {
                return Optional.of(reader.readLine(prompt));
            } catch (UserInterruptException cancelled) {
                // Ctrl-C at the prompt gives up the line, as shells have it.
            } catch (EndOfFileException left) {
                return Optional.empty();
            }
        }
    }
}
