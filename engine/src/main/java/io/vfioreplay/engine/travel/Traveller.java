package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.JournalIndex.Snapshot;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in one journal: the event that happened last, and the state behind it. One thread.
 *
 * <p>The state at a position is that behind the event of this position. Before the first event the position is -1, and the
 * state is empty. It is the same whichever way one comes: it is folded from the nearest snapshot before it, which lies in the
 * journal's index or was left by an earlier move.
 */
public final class Traveller {

    /** Folding so many events again takes about a millisecond. */
    private static final long STRIDE = 4096;
    /** The position of a walk that stands between two. */
    private static final long INSIDE = Long.MIN_VALUE;

    private final Timeline timeline;
    private final Optional<JournalIndex> index;
    private final Footprints footprints;
    private Walk here = start();

    /** Someone who stands before the first event of a journal, which stays open until its owner closes it. */
    public Traveller(Timeline timeline) {
        this(timeline, Optional.empty());
    }

    /** The same with the journal's index, which stays open until its owner closes it as well. */
    public Traveller(Timeline timeline, Optional<JournalIndex> index) {
        this(timeline, index, STRIDE);
    }

    Traveller(Timeline timeline, Optional<JournalIndex> index, long stride) {
        this.timeline = timeline;
        this.index = index;
        footprints = new Footprints(stride);
    }

    /** The journal. */
    public Timeline timeline() {
        return timeline;
    }

    /** The position of the event that happened last, -1 before the first. */
    public long position() {
        return here.position;
    }

    /** The position of the journal's last event, -1 when it has none. */
    public long lastPosition() {
        return timeline.eventCount() - 1;
    }

    /**
     * Goes to a position, forwards or backwards.
     *
     * @param target from -1 to {@link #lastPosition()}
     * @param progress is told positions; what it throws leaves the traveller where it was before the call
     * @throws IllegalArgumentException when there is no such position
     */
    public void go(long target, Progress progress) {
        if (target < Envelope.NO_POSITION || target > lastPosition()) {
            throw new IllegalArgumentException("no position " + target + " from -1 to " + lastPosition());
        }
        long left = here.position;
        boolean hasArrived = false;
        try {
            Walk walk = nearest(target);
            walk(walk, target, progress);
            here = walk;
            hasArrived = true;
        } finally {
            if (!hasArrived && here.position != left) {
                here = back(left);
            }
            footprints.forgetFarFrom(here.position);
        }
    }

    /** The state here, to look at. Valid until the next move. */
    public HostState state() {
        return here.state;
    }

    /** The digest of the state here, in hexadecimal. */
    public String digest() {
        return here.state.digest();
    }

    /** The event that happened last, or empty before the first, or where it cannot be read. */
    public Optional<Event> event() {
        List<Event> found = new ArrayList<>(1);
        timeline.replay(
                new Range(Math.max(0, here.position), here.position + 1),
                Progress.NONE,
                (envelope, kind, values, payload) -> found.add(Event.copyOf(envelope, kind, values, payload)));
        return found.stream().findFirst();
    }

    /** How many snapshots are kept in memory. */
    int footprintCount() {
        return footprints.count();
    }

    /** Where the way to a position is shortest: here, at a snapshot, or at the beginning. */
    private Walk nearest(long target) {
        long from = here.position <= target ? here.position : Envelope.NO_POSITION - 1;
        Optional<Snapshot> near = footprints.atOrBefore(target).filter(snapshot -> snapshot.position() > from);
        long better = near.map(Snapshot::position).orElse(from);
        Optional<Walk> indexed = index.flatMap(known -> known.snapshotAtOrBefore(target))
                .filter(snapshot -> snapshot.position() > better && snapshot.position() <= target)
                .flatMap(Traveller::restored);
        return indexed.or(() -> near.flatMap(Traveller::restored))
                .orElseGet(() -> from >= Envelope.NO_POSITION ? here : start());
    }

    /** Where the last move began, after it was broken off on its way on from there: no farther than a stride from a footprint. */
    private Walk back(long position) {
        Walk walk = footprints.atOrBefore(position).flatMap(Traveller::restored).orElseGet(Traveller::start);
        timeline.replay(new Range(walk.position + 1, position + 1), Progress.NONE, walk.rows);
        walk.position = position;
        return walk;
    }

    private void walk(Walk walk, long target, Progress progress) {
        while (walk.position < target) {
            if (footprints.areWantedAt(walk.position)) {
                footprints.leave(walk.position, walk.state.snapshot());
            }
            long from = walk.position + 1;
            long to = Math.min(target, walk.position + footprints.next(target - walk.position)) + 1;
            walk.position = INSIDE;
            timeline.replay(new Range(from, to), (done, total) -> progress.bytes(done, target + 1), walk.rows);
            walk.position = to - 1;
        }
    }

    private static Walk start() {
        return new Walk(HostState.withSnapshots(), Envelope.NO_POSITION);
    }

    /** The walk from a snapshot on, or empty when it is of another version: it is only there to save time. */
    private static Optional<Walk> restored(Snapshot snapshot) {
        try {
            return Optional.of(new Walk(HostState.restore(snapshot.state()), snapshot.position()));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** A state on its way. */
    private static final class Walk {

        private final HostState state;
        private final FlatEventSink rows;
        private long position;

        private Walk(HostState state, long position) {
            this.state = state;
            this.rows = new Unflattener(state.events());
            this.position = position;
        }
    }
}
