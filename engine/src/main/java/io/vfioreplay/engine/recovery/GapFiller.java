package io.vfioreplay.engine.recovery;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes the good events on, and one {@code eventsLost} for each hole between them. A position that never comes is lost; a hole's
 * event has the time and the witness of the good event behind it, or else of the one before it. One thread.
 */
final class GapFiller {

    /** The device of a hole before anything is known of it; below every index. */
    private static final int NOT_KNOWN_YET = Integer.MIN_VALUE;

    private final FlatEventSink target;
    private final EventSink gaps;
    private final String digest;
    private final List<Hole> holes = new ArrayList<>();
    private long holeCount;
    private long recovered;
    private long lost;
    private long next; // Of the damaged journal.
    private long firstLost;
    private int device = NOT_KNOWN_YET;
    private long beforeNanos = Envelope.NO_TIME;
    private int beforeWitness;

    /**
     * A filler before the first event.
     *
     * @param target gets the events, in order; gives them positions of its own, from 0
     * @param digest of the damaged journal
     */
    GapFiller(FlatEventSink target, String digest) {
        this.target = target;
        this.gaps = new Flattener(target);
        this.digest = digest;
    }

    /** The next event that is good. */
    void good(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        loseTo(envelope.position());
        fill(next - 1, envelope.timeNanos(), envelope.witness());
        target.accept(envelope, kind, values, payload);
        recovered++;
        next = envelope.position() + 1;
        firstLost = next;
        if (envelope.timeNanos() != Envelope.NO_TIME) {
            beforeNanos = envelope.timeNanos();
            beforeWitness = envelope.witness();
        }
    }

    /** The next event of which everything but its payload is known: it is lost, since half of it would be another event. */
    void withoutPayload(Envelope envelope, EventKind kind, long[] values, Payload empty) {
        loseTo(envelope.position());
        concern(envelope.device());
        next = envelope.position() + 1;
    }

    /**
     * Nothing comes any more.
     *
     * @param eventCount how many positions the damaged journal has
     * @param isEndMissing whether more may have followed
     */
    void end(long eventCount, boolean isEndMissing) {
        loseTo(eventCount);
        fill(next - 1, Envelope.NO_TIME, beforeWitness);
        if (isEndMissing) {
            firstLost = next;
            device = Envelope.HOST;
            fill(Hole.UNKNOWN, Envelope.NO_TIME, beforeWitness);
        }
    }

    /** Everything from the next position to before this one is lost, and nothing of it known. */
    private void loseTo(long position) {
        if (position > next) {
            concern(Envelope.HOST);
            next = position;
        }
    }

    private void concern(int lostDevice) {
        device = device == NOT_KNOWN_YET || device == lostDevice ? lostDevice : Envelope.HOST;
    }

    /** Writes the event of the hole that begins at {@code firstLost}, if there is one. */
    private void fill(long lastLost, long afterNanos, int witness) {
        if (lastLost < firstLost) {
            return;
        }
        Hole hole = new Hole(recovered + holeCount, firstLost, lastLost, device, beforeNanos, afterNanos);
        boolean isBehindKnown = afterNanos != Envelope.NO_TIME;
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                isBehindKnown ? afterNanos : beforeNanos,
                Envelope.NO_DURATION,
                device,
                isBehindKnown ? witness : beforeWitness,
                Envelope.NO_RECORD,
                Envelope.OK);
        gaps.eventsLost(stamp, hole.count(), GapCause.RECOVERY, Payload.ofUtf8(hole.text(digest)));
        lost += Math.max(hole.count(), 0);
        holeCount++;
        if (holes.size() < RecoveryReport.HOLES_MAX) {
            holes.add(hole);
        }
        device = NOT_KNOWN_YET;
    }

    List<Hole> holes() {
        return holes;
    }

    long holeCount() {
        return holeCount;
    }

    long recovered() {
        return recovered;
    }

    long lost() {
        return lost;
    }
}
