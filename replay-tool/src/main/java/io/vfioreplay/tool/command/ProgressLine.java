package io.vfioreplay.tool.command;

import io.vfioreplay.tool.debug.Wait;

/** Shows on a terminal how far a long piece of work has come, in one line that disappears; elsewhere shows nothing. */
final class ProgressLine implements Wait {

    private static final String ERASE = "\r\u001b[K";
    private static final int WIDTH = 30;
    private static final int PERCENT = 100;

    private final Console console;
    private final String what;
    private long shown = -1;

    ProgressLine(Console console, String what) {
        this.console = console;
        this.what = what;
    }

    @Override
    public void bytes(long done, long total) {
        long percent = total <= 0 || done >= total ? PERCENT : done * PERCENT / total;
        if (console.live() && percent != shown) {
            shown = percent;
            int filled = (int) (percent * WIDTH / PERCENT);
            console.err()
                    .print(ERASE + what + " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + percent
                            + "%");
            console.err().flush();
        }
    }

    @Override
    public void close() {
        if (shown >= 0) {
            console.err().print(ERASE);
            console.err().flush();
        }
    }
}
