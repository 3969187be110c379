package io.vfioreplay.engine.export;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.Matcher;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.FlatEventSink;

/**
 * Which events are wanted.
 *
 * @param range of positions
 * @param filter on each event
 */
public record Selection(Range range, Filter filter) {
    /** All of them. */
    public static final Selection ALL = new Selection(Range.ALL, Filter.ALL);

    /** Passes the wanted events on. */
    public void replay(Timeline timeline, Progress progress, FlatEventSink sink) {
        timeline.replay(range, progress, matcher(timeline, progress).before(sink));
    }

    /** A matcher for a pass over the range; for a filter that asks for phases, it was shown everything before. */
    public Matcher matcher(Timeline timeline, Progress progress) {
        Matcher matcher = filter.matcher(timeline.originNanos());
        if (filter.needsHistory() && range.from() > 0) {
            timeline.replay(new Range(0, range.from()), progress, matcher::pass);
        }
        return matcher;
    }

    /** Whether this position is in the range. */
    boolean holds(long position) {
        return position >= range.from() && position < range.to();
    }

    /** Whether it leaves nothing out. */
    boolean isAll() {
        return range.from() <= 0 && range.to() == Range.ALL.to() && filter.equals(Filter.ALL);
    }
}
