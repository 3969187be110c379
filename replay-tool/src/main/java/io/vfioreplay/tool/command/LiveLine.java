package io.vfioreplay.tool.command;

import io.vfioreplay.tool.text.Text;

/**
 * One line at the end of a terminal that is written over again and again, and disappears; elsewhere nothing is shown. What has no
 * room on the terminal is not shown, however wide it is: a line that went on below could not be taken away again.
 */
final class LiveLine implements AutoCloseable {

    private static final String ERASE = "\r\u001b[K";
    private static final String CUT_AT_EDGE = "\u001b[?7l";
    private static final String GO_ON_BELOW = "\u001b[?7h";

    private final Console console;
    private boolean isShown;

    LiveLine(Console console) {
        this.console = console;
    }

    /** Shows this in place of what was shown. */
    void show(String text) {
        if (console.live()) {
            isShown = true;
            console.err().print(ERASE + CUT_AT_EDGE + Text.harmless(text) + GO_ON_BELOW);
            console.err().flush();
        }
    }

    /** Takes away what is shown, for something else to be written there. */
    void clear() {
        if (isShown) {
            isShown = false;
            console.err().print(ERASE);
            console.err().flush();
        }
    }

    @Override
    public void close() {
        clear();
    }
}
