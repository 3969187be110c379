package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.export.Selection;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.FlatEventSink;
import java.util.List;

/** Reads what is wanted of a journal: ranges of positions, and in them the events that a filter is true of. */
final class FilteredPass {

    private FilteredPass() {}

    /** Passes the wanted events on, range by range, with a line of progress. */
    static void over(Console console, Timeline timeline, List<Range> ranges, Filter filter, FlatEventSink sink) {
        try (ProgressLine progress = new ProgressLine(console, "reading")) {
            for (Range range : ranges) {
                new Selection(range, filter).replay(timeline, progress, sink);
            }
        }
    }

    /** Shows a matcher what happened before a range, so that it knows the phases there. */
    static void before(Timeline timeline, Range range, Progress progress, FlatEventSink matcher) {
        if (range.from() > 0) {
            timeline.replay(new Range(0, range.from()), progress, matcher);
        }
    }
}
