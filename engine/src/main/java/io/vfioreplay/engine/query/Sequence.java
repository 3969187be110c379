package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.device.Phases;
import java.util.Optional;

/**
 * A condition on two events, A and B, of which one comes after the other in the journal.
 *
 * <pre>
 *   query    = filter | sequence
 *   sequence = filter "followed" "by" filter [ within ] [ device ]
 *            | filter "not" "followed" "by" filter [ within ] [ device ]
 *            | filter "without" filter [ device ]
 *   within   = "within" ( duration | number ( "events" | "event" ) )
 *   device   = "on" [ "the" ] "same" "device"
 * </pre>
 *
 * <ul>
 *   <li>{@code A followed by B}: each A, with the first B behind it. Several A may share their B.
 *   <li>{@code A not followed by B}: each A behind which no B comes.
 *   <li>{@code A without B}: each A behind which no B comes up to the next A, that one included, or up to the journal's end.
 * </ul>
 *
 * <p>B counts only at a later position than A; an event that is both begins a new wait behind its own position. {@code within 20
 * events}: B stands at most 20 positions behind A. {@code within 10ms}: the window of A closes before the first event, whatever it
 * is, whose time is more than 10 ms after that of A; B stands before that and has a time. Without a time of its own A is undecided,
 * and counted so. A window that the journal's end cuts off counts as passed without B, and the match says so. {@code on the same
 * device}: the events of a device follow only each other, and those of the host likewise.
 *
 * @param first A
 * @param relation how they stand to each other
 * @param second B
 * @param within how far B may be, without it any distance; never with {@link Relation#WITHOUT}
 * @param onSameDevice whether both must be events of one device
 */
public record Sequence(Filter first, Relation relation, Filter second, Optional<Window> within, boolean onSameDevice)
        implements Query {

    /** How A and B stand to each other. */
    public enum Relation {
        /** B comes behind A. */
        FOLLOWED_BY,
        /** B does not come behind A. */
        NOT_FOLLOWED_BY,
        /** B does not come between A and the next A. */
        WITHOUT
    }

    /**
     * How far behind A.
     *
     * @param unit of what
     * @param limit how many, at least 0; this many still are within
     */
    public record Window(Unit unit, long limit) {}

    /** What the distance between two events is counted in. */
    public enum Unit {
        /** ns of their times. */
        NANOS,
        /** Positions. */
        EVENTS
    }

    /** Whether an answer depends on the events before, as {@link Filter#needsHistory()}. */
    public boolean needsHistory() {
        return first.needsHistory() || second.needsHistory();
    }

    /**
     * A matcher for a pass that begins with the first event of a journal.
     *
     * @param originNanos as in {@link Filter#matcher(long)}
     * @param found is told each match when it is decided
     */
    public SequenceMatcher matcher(long originNanos, SequenceMatch.Sink found) {
        return new SequenceMatcher(this, new Phases(), originNanos, found);
    }

    /** The same for a pass that begins anywhere; {@code there} is the host before its first event. */
    public SequenceMatcher matcher(long originNanos, ObservedHost there, SequenceMatch.Sink found) {
        return new SequenceMatcher(this, needsHistory() ? Phases.of(there) : new Phases(), originNanos, found);
    }

    /** Both filters in one pass: they see the same events, so they share the phases. */
    boolean isFirst(Candidate event) {
        return first.condition.holds(event);
    }

    boolean isSecond(Candidate event) {
        return second.condition.holds(event);
    }
}
