package io.vfioreplay.engine.export;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;

/**
 * Which events are wanted.
 *
 * @param range of positions
 * @param filter on each event
 */
public record Selection(Range range, Filter filter) {
    /** All of them. */
    public static final Selection ALL = new Selection(Range.ALL, Filter.ALL);

    /** Whether this position is in the range. */
    boolean holds(long position) {
        return position >= range.from() && position < range.to();
    }

    /** Whether it leaves nothing out. */
    boolean isAll() {
        return range.from() <= 0 && range.to() == Range.ALL.to() && filter.equals(Filter.ALL);
    }
}
