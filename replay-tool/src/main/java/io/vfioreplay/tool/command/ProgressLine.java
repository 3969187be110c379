package io.vfioreplay.tool.command;

import io.vfioreplay.tool.debug.Wait;

/** Shows on a terminal how far a long piece of work has come, in one line that disappears; elsewhere shows nothing. */
final class ProgressLine implements Wait {

    private static final int WIDTH = 30;
    private static final int PERCENT = 100;

    private final Console console;
    private final LiveLine line;
    private final String what;
    private long shown = -1;

    ProgressLine(Console console, String what) {
        this.console = console;
        this.line = new LiveLine(console);
        this.what = what;
    }

    @Override
    public void bytes(long done, long total) {
        long percent = total <= 0 || done >= total ? PERCENT : done * PERCENT / total;
        if (percent != shown) {
            shown = percent;
            int filled = (int) (percent * WIDTH / PERCENT);
            line.show(what + " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + percent + "%");
        }
    }

    /** Says something about the work that stays. */
    void say(String text) {
        line.clear();
        shown = -1;
        console.err().println(text);
    }

    @Override
    public void close() {
        line.close();
    }
}
