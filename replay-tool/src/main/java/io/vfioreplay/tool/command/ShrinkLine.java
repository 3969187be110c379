package io.vfioreplay.tool.command;

import io.vfioreplay.engine.shrink.Course;
import io.vfioreplay.engine.shrink.ShrinkProgress;
import io.vfioreplay.tool.text.ShrinkText;
import java.util.concurrent.TimeUnit;

/** One line on a terminal that says how far shrinking came. */
final class ShrinkLine implements ShrinkProgress, AutoCloseable {

    /** A try may take less time than a terminal takes to show it, or, by a command of the user, as long as that likes. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LiveLine line;
    private final Course whole;
    private final Interruption interruption;
    private long dueNanos = System.nanoTime();

    ShrinkLine(Console console, Course whole, Interruption interruption) {
        this.line = new LiveLine(console);
        this.whole = whole;
        this.interruption = interruption;
    }

    @Override
    public boolean tried(int tries, Course best) {
        long now = System.nanoTime();
        if (now - dueNanos >= 0) {
            dueNanos = now + PAUSE_NANOS;
            line.show("shrinking: " + ShrinkText.progress(tries, whole, best));
        }
        return !interruption.isAsked();
    }

    @Override
    public void close() {
        line.close();
    }
}
