package io.vfioreplay.engine.query;

import io.vfioreplay.engine.query.Sequence.Relation;
import io.vfioreplay.engine.query.Sequence.Unit;
import io.vfioreplay.engine.query.Sequence.Window;
import io.vfioreplay.engine.query.SequenceMatch.End;
import io.vfioreplay.hardware.device.Phases;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Sequence} on its way over a journal. It must see every event in order, then {@link #end()}. One thread.
 *
 * <p>Memory: A's that wait for their B are kept as a few numbers each, at most {@link Waiting#COUNT_MAX} at a time. Those beyond are
 * not followed, and counted by {@link #passedOver()}, so that a journal of whatever shape is answered in bounded memory and never
 * silently less than completely.
 */
public final class SequenceMatcher implements FlatEventSink {

    private final Sequence sequence;
    private final Candidate event;
    private final FlatEventSink phases;
    private final SequenceMatch.Sink found;
    private final @Nullable Window window;
    private final Waiting waiting = new Waiting();
    private long undecided;
    private long passedOver;

    SequenceMatcher(Sequence sequence, Phases phases, long originNanos, SequenceMatch.Sink found) {
        this.sequence = sequence;
        this.event = new Candidate(phases, originNanos);
        this.phases = new Unflattener(phases);
        this.found = found;
        this.window = sequence.within().orElse(null);
    }

    /** How many A had no time, so that a window of time has no beginning. */
    public long undecided() {
        return undecided;
    }

    /** How many A were not followed since too many waited already. */
    public long passedOver() {
        return passedOver;
    }

    /** {@inheritDoc} Throws {@link FilterSyntaxException} when a regular expression finds no answer within bounded work. */
    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        event.look(envelope, kind, values, payload);
        boolean isFirst = sequence.isFirst(event);
        boolean isSecond = !waiting.isEmpty() && sequence.isSecond(event);
        closeWindows(envelope);
        if (isSecond) {
            secondCame(envelope);
        }
        if (isFirst) {
            firstCame(envelope);
        }
        pass(envelope, kind, values, payload);
    }

    /** Takes in the next event without asking: one that lies before those that are wanted. */
    public void pass(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (sequence.needsHistory() && Phases.mayChange(kind)) {
            phases.accept(envelope, kind, values, payload);
        }
    }

    /** No more events come: decides about those that wait. */
    public void end() {
        waiting.removeAll().forEach(first -> absent(first, End.JOURNAL));
    }

    private void closeWindows(Envelope envelope) {
        if (window == null || waiting.isEmpty() || !isTimed(envelope)) {
            return;
        }
        long now = now(envelope);
        for (Waiting.Entry late = waiting.removeDue(now); late != null; late = waiting.removeDue(now)) {
            absent(late, End.WINDOW);
        }
    }

    private void secondCame(Envelope second) {
        if (window != null && !isTimed(second)) {
            return;
        }
        int device = lane(second);
        for (Waiting.Entry first = waiting.removeFirst(device); first != null; first = waiting.removeFirst(device)) {
            if (sequence.relation() == Relation.FOLLOWED_BY) {
                found.found(
                        new SequenceMatch(first.position(), second.position(), distance(first, second), End.SECOND));
            }
        }
    }

    private void firstCame(Envelope first) {
        int device = lane(first);
        if (sequence.relation() == Relation.WITHOUT) {
            Waiting.Entry before = waiting.removeFirst(device);
            if (before != null) {
                absent(before, End.NEXT);
            }
        }
        if (window != null && !isTimed(first)) {
            undecided++;
        } else if (!waiting.add(new Waiting.Entry(first.position(), first.timeNanos(), device, lastMoment(first)))) {
            passedOver++;
        }
    }

    private void absent(Waiting.Entry first, End end) {
        if (sequence.relation() != Relation.FOLLOWED_BY) {
            found.found(new SequenceMatch(first.position(), Envelope.NO_POSITION, SequenceMatch.NO_DISTANCE, end));
        }
    }

    private static long distance(Waiting.Entry first, Envelope second) {
        return first.timeNanos() == Envelope.NO_TIME || second.timeNanos() == Envelope.NO_TIME
                ? SequenceMatch.NO_DISTANCE
                : second.timeNanos() - first.timeNanos();
    }

    /** The device whose events follow each other, or one for all. */
    private int lane(Envelope envelope) {
        return sequence.onSameDevice() ? envelope.device() : Envelope.HOST;
    }

    private boolean isTimed(Envelope envelope) {
        return window == null || window.unit() == Unit.EVENTS || envelope.timeNanos() != Envelope.NO_TIME;
    }

    private long now(Envelope envelope) {
        return window != null && window.unit() == Unit.NANOS ? envelope.timeNanos() : envelope.position();
    }

    /** The last moment, in the unit of the window, at which B may come. */
    private long lastMoment(Envelope first) {
        if (window == null) {
            return Waiting.NEVER;
        }
        long last = now(first) + window.limit();
        return last < now(first) ? Waiting.NEVER : last;
    }
}
