package io.vfioreplay.tool.command;

import io.vfioreplay.tool.shell.TerminalWidth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How wide the help is written: as wide as the terminal, but no wider than is good to read. */
final class HelpWidth {

    private static final int UNKNOWN = 80;

    /** The least that picocli takes. */
    private static final int LEAST = 55;

    private static final int MOST = 100;

    private HelpWidth() {}

    /**
     * In columns.
     *
     * @param columns what the environment says, if anything
     * @param isTerminal whether results go to a terminal, which is then asked; that takes some time
     * @param arguments of the command line; unless they ask for help, nobody needs to know
     */
    static int of(@Nullable String columns, boolean isTerminal, List<String> arguments) {
        boolean asks = arguments.isEmpty() || arguments.contains("--help") || arguments.contains("-h");
        int said = number(columns);
        if (said == 0 && isTerminal && asks) {
            said = TerminalWidth.columns();
        }
        return within(said);
    }

    /** What is done with what is known; 0 for nothing. */
    static int within(int columns) {
        return columns == 0 ? UNKNOWN : Math.max(LEAST, Math.min(MOST, columns));
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
    }
}
