package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.travel.Session;
import io.vfioreplay.engine.travel.Traveller;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One journal of a session, and the states of it that were looked at last. One thread. */
final class Stand {

    /** Of a state with more leaves than these, what a step changed is shown only when asked for: making a tree takes time. */
    private static final long LEAVES_QUICK_MAX = 20_000;

    private static final long NOWHERE = -2;

    private final Side side;
    private final String name;
    private final Traveller traveller;
    private final long originNanos;
    private @Nullable StateTree here;
    private long hereAt = NOWHERE;
    private @Nullable StateTree before;
    private long beforeAt = NOWHERE;

    Stand(Session session, Side side) {
        this.side = side;
        this.name = session.recording(side).name();
        this.traveller = session.traveller(side);
        this.originNanos = traveller.timeline().originNanos();
    }

    /** Whose recording it is. */
    Side side() {
        return side;
    }

    /** What the user called the journal; foreign. */
    String name() {
        return name;
    }

    /** The last part of the name, harmless. */
    String shortName() {
        return Text.harmless(name.substring(name.lastIndexOf('/') + 1));
    }

    Timeline timeline() {
        return traveller.timeline();
    }

    /** The position of the event that happened last, -1 before the first. */
    long position() {
        return traveller.position();
    }

    /** The position of the journal's last event. */
    long lastPosition() {
        return traveller.lastPosition();
    }

    /** The time that events' times are counted from. */
    long originNanos() {
        return originNanos;
    }

    /** Whether trees are made without being asked for. */
    boolean isQuick() {
        return traveller.state().size() <= LEAVES_QUICK_MAX;
    }

    /** To be called before a move, so that what it changes can be told. */
    void leave() {
        before = isQuick() ? tree() : null;
        beforeAt = position();
    }

    /** The state here. */
    StateTree tree() {
        StateTree tree = here;
        if (tree == null || hereAt != position()) {
            tree = traveller.state().tree();
            here = tree;
            hereAt = position();
        }
        return tree;
    }

    /** The state before the last move, or null where nobody looked. */
    @Nullable
    StateTree treeBefore() {
        return before;
    }

    /** The position before the last move. */
    long positionBefore() {
        return beforeAt;
    }

    /** The event that happened last, where it can be read. */
    List<Event> event() {
        return events(position(), position() + 1);
    }

    /** The events of some positions; those that cannot be read are left out. */
    List<Event> events(long from, long to) {
        List<Event> events = new ArrayList<>();
        Range range = new Range(Math.max(0, from), Math.min(to, timeline().eventCount()));
        if (range.from() < range.to()) {
            timeline()
                    .replay(
                            range,
                            Progress.NONE,
                            (envelope, kind, values, payload) ->
                                    events.add(Event.copyOf(envelope, kind, values, payload)));
        }
        return events;
    }
}
