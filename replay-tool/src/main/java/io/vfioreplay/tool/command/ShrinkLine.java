package io.vfioreplay.tool.command;

import io.vfioreplay.engine.shrink.Course;
import io.vfioreplay.engine.shrink.ShrinkProgress;
import io.vfioreplay.tool.text.ShrinkText;

/** One line on a terminal that says how far shrinking came. */
final class ShrinkLine implements ShrinkProgress, AutoCloseable {

    private static final String ERASE = "\r\u001b[K";
    private static final int TRIES_PER_LINE = 16; // A try takes less time than a terminal takes to show it.

    private final Console console;
    private final Course whole;
    private final Interruption interruption;
    private boolean isShown;

    ShrinkLine(Console console, Course whole, Interruption interruption) {
        this.console = console;
        this.whole = whole;
        this.interruption = interruption;
    }

    @Override
    public boolean tried(int tries, Course best) {
        if (console.live() && tries % TRIES_PER_LINE == 1) {
            isShown = true;
            console.err().print(ERASE + "shrinking: " + ShrinkText.progress(tries, whole, best));
            console.err().flush();
        }
        return !interruption.isAsked();
    }

    @Override
    public void close() {
        if (isShown) {
            console.err().print(ERASE);
            console.err().flush();
        }
    }
}
