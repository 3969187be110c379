package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Replayable;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A journal's events with edits: an alternative course of things that begins at the first edit. The journal is only read. One
 * thread.
 *
 * <p>Positions in a branch ascend, as everybody who compares positions relies on: an event that is inserted takes a position, and
 * moves those behind it up by one; one that is dropped leaves a hole, which nobody takes for a gap, since gaps are events. So
 * without insertions positions are those of the journal, and {@link #mark} translates where there are some.
 */
public final class Branch implements Replayable {

    private final Replayable journal;
    private final long journalCount;
    private final long originNanos;
    private final List<Edit> edits = new ArrayList<>(); // Without insertions.
    private final List<Edit.Insert> inserts = new ArrayList<>(); // By place.

    /**
     * A branch.
     *
     * @param journal its events
     * @param journalCount how many positions it has
     * @param originNanos the time of its first event that has one, or {@link Envelope#NO_TIME}
     * @param edits in the order in which they apply to one event
     * @throws IllegalArgumentException when an edit is about a position that the journal does not have
     */
    public Branch(Replayable journal, long journalCount, long originNanos, List<Edit> edits) {
        this.journal = journal;
        this.journalCount = journalCount;
        this.originNanos = originNanos;
        for (Edit edit : edits) {
            if (edit.range().from() > journalCount
                    || (edit.range().from() == journalCount && !(edit instanceof Edit.Insert))) {
                throw new IllegalArgumentException("there is no position %d; the journal has 0 to %d"
                        .formatted(edit.range().from(), journalCount - 1));
            }
            if (edit instanceof Edit.Insert insert) {
                inserts.add(insert);
            } else {
                this.edits.add(edit);
            }
        }
        inserts.sort(Comparator.comparingLong(Edit.Insert::before));
    }

    /** The same branch with more edits, which apply behind its own. */
    Branch with(List<Edit> more) {
        List<Edit> all = new ArrayList<>(edits);
        all.addAll(inserts);
        all.addAll(more);
        return new Branch(journal, journalCount, originNanos, all);
    }

    /** The same branch with another event in place of the one that was inserted at a position of the branch. */
    Branch inserting(long branchPosition, Event instead) {
        List<Edit> all = new ArrayList<>(edits);
        for (int i = 0; i < inserts.size(); i++) {
            Edit.Insert insert = inserts.get(i);
            all.add(insertPosition(i) == branchPosition ? new Edit.Insert(insert.before(), instead) : insert);
        }
        return new Branch(journal, journalCount, originNanos, all);
    }

    /** How many positions the branch has, those that were left out included. */
    public long eventCount() {
        return journalCount + inserts.size();
    }

    /** Where an event of the branch stands, in words of the journal. */
    public Mark mark(long branchPosition) {
        int before = insertsBefore(branchPosition);
        if (before == inserts.size() || insertPosition(before) != branchPosition) {
            return Mark.of(branchPosition - before);
        }
        long behind = inserts.get(before).before() - 1;
        int nth = 1;
        while (before - nth >= 0 && inserts.get(before - nth).before() == behind + 1) {
            nth++;
        }
        return new Mark(behind, nth);
    }

    /** The position behind everything that stands before the journal's event of a position, or is this event. */
    long endBehind(long journalPosition) {
        int before = 0;
        while (before < inserts.size() && inserts.get(before).before() <= journalPosition + 1) {
            before++;
        }
        return journalPosition + 1 + before;
    }

    @Override
    public void replay(Range range, Progress progress, FlatEventSink sink) {
        walk(range, progress, new Passing(sink));
    }

    /** Passes on the events of a range of positions in the branch, beside those of the journal. */
    void walk(Range range, Progress progress, BranchSteps steps) {
        long to = Math.min(range.to(), eventCount());
        int[] next = {insertsBefore(range.from())};
        long from = range.from() - next[0];
        long end = to - insertsBefore(to);
        if (from < end) {
            Selection selection = new Selection(edits, originNanos);
            long begin = selection.needsHistory() ? 0 : from;
            journal.replay(new Range(begin, end), progress, (envelope, kind, values, payload) -> {
                if (envelope.position() < from) {
                    selection.pass(envelope, kind, values, payload);
                    return;
                }
                insertUpTo(next, envelope.position(), steps);
                List<Edit> about = selection.of(envelope, kind, values, payload);
                if (about.isEmpty()) {
                    same(envelope, next[0], kind, values, payload, steps);
                } else {
                    edit(about, Event.copyOf(envelope, kind, values, payload), next[0], steps);
                }
            });
        }
        while (next[0] < inserts.size() && insertPosition(next[0]) < to) {
            insert(next, steps);
        }
    }

    private void insertUpTo(int[] next, long journalPosition, BranchSteps steps) {
        while (next[0] < inserts.size() && inserts.get(next[0]).before() <= journalPosition) {
            insert(next, steps);
        }
    }

    private void insert(int[] next, BranchSteps steps) {
        Event event = inserts.get(next[0]).event();
        steps.inserted(at(event, insertPosition(next[0])));
        next[0]++;
    }

    private static void same(
            Envelope envelope, int shift, EventKind kind, long[] values, Payload payload, BranchSteps steps) {
        Envelope placed = shift == 0 ? envelope : Stamp.copyOf(envelope).withPosition(envelope.position() + shift);
        steps.same(placed, kind, values, payload);
    }

    private static void edit(List<Edit> about, Event original, int shift, BranchSteps steps) {
        Event edited = original;
        for (Edit edit : about) {
            if (!(edit instanceof Edit.Change change)) {
                steps.dropped(original);
                return;
            }
            edited = change.alteration().of(edited);
        }
        steps.changed(original, at(edited, original.stamp().position() + shift));
    }

    private static Event at(Event event, long position) {
        return new Event(event.stamp().withPosition(position), event.kind(), event.values(), event.payload());
    }

    /** The position of an insertion in the branch: that of its place, behind the insertions before it. */
    private long insertPosition(int index) {
        return inserts.get(index).before() + index;
    }

    /** How many insertions stand before a position of the branch. */
    private int insertsBefore(long branchPosition) {
        int low = 0;
        int high = inserts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (insertPosition(middle) < branchPosition) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The events of the branch alone. */
    private record Passing(FlatEventSink sink) implements BranchSteps {

        @Override
        public void same(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            sink.accept(envelope, kind, values, payload);
        }

        @Override
        public void dropped(Event original) {
            // The branch does not have it.
        }

        @Override
        public void changed(Event original, Event instead) {
            instead.sendTo(sink);
        }

        @Override
        public void inserted(Event event) {
            event.sendTo(sink);
        }
    }
}
