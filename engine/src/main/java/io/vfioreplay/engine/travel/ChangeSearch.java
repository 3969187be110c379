package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.JournalIndex.Snapshot;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for changes in ranges of positions. With an index it begins at the last snapshot and reads only the granules of which the
 * index says that something was folded there that matters; without one it folds everything. One thread.
 */
final class ChangeSearch {

    private final Timeline timeline;
    private final Optional<JournalIndex> index;
    private final Scan scan;

    ChangeSearch(Timeline timeline, Optional<JournalIndex> index) {
        this.timeline = timeline;
        this.index = index;
        this.scan = new Scan(timeline);
    }

    /** Passes on all changes within a range. */
    void each(FieldPattern pattern, Range range, Progress progress, Change.Consumer consumer) {
        scan(Detector.of(pattern, timeline.originNanos()), cut(range), progress, consumer);
    }

    /** The changes by the first event of a range that changes something; empty when none does. */
    List<Change> first(FieldPattern pattern, Range range, Progress progress) {
        List<Change> found = new ArrayList<>();
        scan(Detector.of(pattern, timeline.originNanos()), cut(range), progress, change -> {
            boolean same = found.isEmpty() || found.get(0).position() == change.position();
            if (same) {
                found.add(change);
            }
            return same;
        });
        return found;
    }

    /** The changes by the last event of a range that changes something; empty when none does. */
    List<Change> last(FieldPattern pattern, Range range, Progress progress) {
        Detector detector = Detector.of(pattern, timeline.originNanos());
        Range cut = cut(range);
        if (index.isEmpty() || detector.foldsEverything()) {
            return lastOf(detector, cut, progress);
        }
        return lastByIndex(index.get(), detector, cut, progress);
    }

    private List<Change> lastByIndex(JournalIndex known, Detector detector, Range range, Progress progress) {
        Iterator<Range> candidates = new Candidates(known, detector).before(range.to());
        long to = range.to();
        while (candidates.hasNext()) {
            Range candidate = candidates.next();
            if (candidate.to() <= range.from()) {
                break;
            }
            if (candidate.from() < to) {
                // A snapshot is expensive to restore, so all that follows it is looked through at once.
                long snapshot = detector.needsState() ? snapshotBefore(candidate.from()) : candidate.from();
                Range window = new Range(Math.max(range.from(), snapshot), Math.min(to, candidate.to()));
                List<Change> found = lastOf(detector, window, progress);
                if (!found.isEmpty()) {
                    return found;
                }
                to = window.from();
            }
        }
        return List.of();
    }

    /** The first position that is not yet in the last snapshot of the state before a position; that position where there is none. */
    private long snapshotBefore(long position) {
        return index.flatMap(known -> known.snapshotAtOrBefore(position - 1))
                .map(snapshot -> snapshot.position() + 1)
                .orElse(0L);
    }

    private List<Change> lastOf(Detector detector, Range range, Progress progress) {
        List<Change> found = new ArrayList<>();
        scan(detector, range, progress, change -> {
            if (!found.isEmpty() && found.get(0).position() != change.position()) {
                found.clear();
            }
            return found.add(change);
        });
        return found;
    }

    private void scan(Detector detector, Range range, Progress progress, Change.Consumer consumer) {
        if (range.from() >= range.to()) {
            return;
        }
        if (index.isEmpty() || detector.foldsEverything()) {
            index.flatMap(known -> known.snapshotAtOrBefore(range.from() - 1)).ifPresent(scan::restoreIfNearer);
            scan.everything(detector, range, progress, consumer);
            return;
        }
        JournalIndex known = index.get();
        Candidates candidates = new Candidates(known, detector);
        if (!detector.needsState()) {
            scan.only(candidates.from(range.from()), detector, range, progress, consumer);
            return;
        }
        Optional<Snapshot> snapshot = known.snapshotAtOrBefore(range.from() - 1);
        long from = snapshot.map(Snapshot::position).orElse(Envelope.NO_POSITION) + 1;
        scan.restore(snapshot);
        scan.only(candidates.foldedFrom(from), detector, range, progress, consumer);
    }

    private Range cut(Range range) {
        return new Range(Math.max(0, range.from()), Math.min(timeline.eventCount(), range.to()));
    }
}
