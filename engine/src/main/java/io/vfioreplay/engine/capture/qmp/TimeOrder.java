package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Brings the events of several VMMs into the order of their times. A transcript shows an event when its recorder read the
 * connection, perhaps seconds after it happened and behind what the other VMM did meanwhile; what one VMM says is in order.
 *
 * <p>So each VMM keeps its own order, and of different VMMs the earlier event goes first as long as it is not more than
 * {@value #HELD_MAX} events late. Events carry the times that they had. Where the clock of the lines goes back by more than
 * a second, a new era begins: nothing behind it comes before anything ahead of it, but an event that is later than its own line
 * belongs to the era before.
 */
final class TimeOrder implements FlatEventSink {

    private static final int HELD_MAX = 64;
    private static final long JITTER_NANOS = 1_000_000_000L;

    private final FlatEventSink next;
    private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparing(Held::place));
    private long era;
    private long latestLine = Envelope.NO_TIME;
    private Moment latest = new Moment(0, Envelope.NO_TIME);
    private Moment now = latest;
    private long accepted;

    TimeOrder(FlatEventSink next) {
        this.next = next;
    }

    /** A time, in an era of a clock that may have been set back. */
    private record Moment(long era, long nanos) implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            int eras = Long.compare(era, other.era);
            return eras != 0 ? eras : Long.compare(nanos, other.nanos);
        }

        Moment atLeast(Moment other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** The latest moment of one VMM. */
    static final class Clock {
        private Moment latest = new Moment(0, Envelope.NO_TIME);
    }

    /** Where an event belongs. */
    private record Place(Moment moment, long number) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int moments = moment.compareTo(other.moment);
            return moments != 0 ? moments : Long.compare(number, other.number);
        }
    }

    private record Held(Place place, Event event) {}

    /** The next events are of a line with this time, of no VMM. */
    void line(long timeNanos) {
        if (timeNanos != Envelope.NO_TIME) {
            boolean isSetBack = latestLine != Envelope.NO_TIME && timeNanos < latestLine - JITTER_NANOS;
            era += isSetBack ? 1 : 0;
            latestLine = isSetBack ? timeNanos : Math.max(latestLine, timeNanos);
        }
        now = timeNanos == Envelope.NO_TIME ? latest : new Moment(era, timeNanos);
        latest = latest.atLeast(now);
    }

    /** The next events of this line are of this VMM and have this time; {@link Envelope#NO_TIME}: that of what was before. */
    void vmm(Clock clock, long timeNanos) {
        if (timeNanos == Envelope.NO_TIME) {
            now = clock.latest.nanos == Envelope.NO_TIME ? latest : clock.latest;
        } else {
            boolean isOfEraBefore = era > 0 && latestLine != Envelope.NO_TIME && timeNanos > latestLine + JITTER_NANOS;
            now = new Moment(isOfEraBefore ? era - 1 : era, timeNanos);
        }
        now = now.atLeast(clock.latest);
        clock.latest = now;
        latest = latest.atLeast(now);
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        held.add(new Held(new Place(now, accepted++), Event.copyOf(envelope, kind, values, payload)));
        if (held.size() > HELD_MAX) {
            release();
        }
    }

    /** Passes on everything that is held. */
    void end() {
        while (!held.isEmpty()) {
            release();
        }
    }

    private void release() {
        Held earliest = held.poll();
        if (earliest == null) {
            throw new IllegalStateException("nothing is held");
        }
        earliest.event.sendTo(next);
    }
}
