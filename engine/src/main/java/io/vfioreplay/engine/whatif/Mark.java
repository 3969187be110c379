package io.vfioreplay.engine.whatif;

import java.util.Comparator;

/**
 * Where an event of a branch stands, in words of the journal: {@code 104} for the journal's own event, {@code 104+1} for the
 * first that was inserted behind it, {@code start+1} before all.
 *
 * @param position in the journal, -1 before its first event
 * @param inserted 0 for the journal's own event, otherwise which of those inserted behind it, from 1
 */
public record Mark(long position, int inserted) implements Comparable<Mark> {

    private static final Comparator<Mark> ORDER =
            Comparator.comparingLong(Mark::position).thenComparingInt(Mark::inserted);

    /** The mark of an event that is in the journal. */
    public static Mark of(long position) {
        return new Mark(position, 0);
    }

    /** Whether the journal has no such event. */
    public boolean isInserted() {
        return inserted > 0;
    }

    /** What people read. */
    public String text() {
        String own = position < 0 ? "start" : Long.toString(position);
        return inserted == 0 ? own : own + "+" + inserted;
    }

    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }
}
