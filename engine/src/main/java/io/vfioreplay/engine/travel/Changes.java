package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.replay.Timeline;
import java.util.List;
import java.util.Optional;

/**
 * Finds the events that changed something, without anybody having to travel there. A change of a leaf is a difference between its
 * text before an event and behind it. With an index only those parts of the journal are read in which such a change can be; without,
 * all of it is folded. Both give the same answer. One thread.
 */
public final class Changes {

    private final Timeline timeline;
    private final ChangeSearch search;

    /**
     * Changes of one journal, which stays open until its owner closes it.
     *
     * @param index of this journal, or empty
     */
    public Changes(Timeline timeline, Optional<JournalIndex> index) {
        this.timeline = timeline;
        this.search = new ChangeSearch(timeline, index);
    }

    /**
     * The changes by the last event before a position that changed something of the pattern.
     *
     * @param before the first position that does not count any more
     * @param progress is told positions; what it throws ends the search
     * @return of one event, ordered by path; empty when there is no such event
     */
    public List<Change> last(FieldPattern pattern, long before, Progress progress) {
        return search.last(pattern, new Range(0, before), progress);
    }

    /**
     * The changes by the first event behind a position that changes something of the pattern.
     *
     * @param after the last position that does not count yet
     * @return of one event, ordered by path; empty when there is no such event
     */
    public List<Change> next(FieldPattern pattern, long after, Progress progress) {
        return search.first(pattern, new Range(after + 1, timeline.eventCount()), progress);
    }

    /**
     * All changes within a range of positions, in their order.
     *
     * @param consumer takes them while they are found, and can end it
     */
    public void history(FieldPattern pattern, Range range, Progress progress, Change.Consumer consumer) {
        search.each(pattern, range, progress, consumer);
    }

    /**
     * How many changes there are in each of so many equal parts of the journal: what a sparkline is drawn from.
     *
     * @param parts at least 1
     */
    public long[] counts(FieldPattern pattern, int parts, Progress progress) {
        Sparkline line = new Sparkline(timeline.eventCount(), parts);
        search.each(pattern, Range.ALL, progress, change -> {
            line.add(change.position());
            return true;
        });
        return line.counts();
    }

    /** The changes by the first event of a range that changes something; empty when none does. */
    List<Change> first(FieldPattern pattern, Range range, Progress progress) {
        return search.first(pattern, range, progress);
    }

    /** The changes by the last event of a range that changes something; empty when none does. */
    List<Change> last(FieldPattern pattern, Range range, Progress progress) {
        return search.last(pattern, range, progress);
    }
}
