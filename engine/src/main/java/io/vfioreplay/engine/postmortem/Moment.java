package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;

/**
 * Where and when something happened.
 *
 * @param position in the journal
 * @param timeNanos of the answer, or {@link Envelope#NO_TIME}
 * @param durationNanos back to the request, or {@link Envelope#NO_DURATION}
 * @param record packet or line, or {@link Envelope#NO_RECORD}
 * @param unit what a record is in its capture, for example {@code packet}
 */
record Moment(long position, long timeNanos, long durationNanos, long record, String unit) {

    /** What a record is where nobody said it. */
    static final String PACKET = "packet";

    static Moment of(Envelope envelope, String unit) {
        return new Moment(envelope.position(), envelope.timeNanos(), envelope.durationNanos(), envelope.record(), unit);
    }

    boolean hasTime() {
        return timeNanos != Envelope.NO_TIME;
    }

    /** When the request was made; of the answer where only that was seen. */
    long requestNanos() {
        return durationNanos == Envelope.NO_DURATION ? timeNanos : timeNanos - durationNanos;
    }

    /** {@code (packet 29)}, {@code (line 214)}, or {@code (position 14)} where there is neither. */
    String place() {
        return record == Envelope.NO_RECORD ? "(position " + position + ")" : "(" + unit + " " + record + ")";
    }
}
