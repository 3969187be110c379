package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
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
 * state is empty.
 */
public final class Traveller {

    private final Timeline timeline;
    private HostState state = new HostState();
    private FlatEventSink rows = new Unflattener(state.events());
    private long position = Envelope.NO_POSITION;

    /** Someone who stands before the first event of a journal, which stays open until its owner closes it. */
    public Traveller(Timeline timeline) {
        this.timeline = timeline;
    }

    /** The journal. */
    public Timeline timeline() {
        return timeline;
    }

    /** The position of the event that happened last, -1 before the first. */
    public long position() {
        return position;
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
        if (target < position) {
            state = new HostState();
            rows = new Unflattener(state.events());
            position = Envelope.NO_POSITION;
        }
        timeline.replay(new Range(position + 1, target + 1), progress, rows);
        position = target;
    }

    /** The state here, to look at. Valid until the next move. */
    public HostState state() {
        return state;
    }

    /** The event that happened last, or empty before the first, or where it cannot be read. */
    public Optional<Event> event() {
        List<Event> found = new ArrayList<>(1);
        timeline.replay(
                new Range(Math.max(0, position), position + 1),
                Progress.NONE,
                (envelope, kind, values, payload) -> found.add(Event.copyOf(envelope, kind, values, payload)));
        return found.stream().findFirst();
    }
}
