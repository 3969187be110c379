package io.vfioreplay.bench.torture;

import java.io.PrintStream;

/** How far a run has come, in one line of a terminal that disappears; elsewhere nothing. Any thread. */
final class ProgressText {

    private static final String ERASE = "\r\u001b[K";
    private static final int STEPS = 1_000;

    private final PrintStream err;
    private final boolean isTerminal;

    ProgressText(PrintStream err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    /** So many trials of a kind are done. */
    synchronized void show(TrialKind kind, long done, long total) {
        boolean isNews = done == total || done % Math.max(1, total / STEPS) == 0;
        if (isTerminal && isNews) {
            err.print(ERASE + (done == total ? "" : kind.word() + " " + done + " of " + total));
            err.flush();
        }
    }
}
