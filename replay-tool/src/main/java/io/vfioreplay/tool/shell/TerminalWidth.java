package io.vfioreplay.tool.shell;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** How wide the terminal is at which the process was started. */
public final class TerminalWidth {

    private TerminalWidth() {}

    /** In columns; 0 where there is no terminal, or it does not say. Nothing is read from it or written to it. */
    public static int columns() {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            return Math.max(0, terminal.getSize().getColumns());
        } catch (IOException none) {
            return 0;
        }
    }
}
