package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Ascending ranges, with those that touch or overlap made one: a block is decoded from its beginning for each range that is read in
 * it, so that granules one by one cost several times what they cost together. One thread.
 */
final class JoinedRanges implements Iterator<Range> {

    /** Some blocks. Joining asks for ranges ahead of what is read, which whoever stops early has paid for in vain. */
    static final long EVENTS_MAX = 1 << 14;

    private final Iterator<Range> parts;
    private @Nullable Range ahead;

    JoinedRanges(Iterator<Range> parts) {
        this.parts = parts;
        this.ahead = following();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public Range next() {
        Range joined = ahead;
        if (joined == null) {
            throw new NoSuchElementException();
        }
        Range next = following();
        while (next != null && next.from() <= joined.to() && joined.to() - joined.from() < EVENTS_MAX) {
            joined = new Range(joined.from(), Math.max(joined.to(), next.to()));
            next = following();
        }
        ahead = next;
        return joined;
    }

    private @Nullable Range following() {
        return parts.hasNext() ? parts.next() : null;
    }
}
