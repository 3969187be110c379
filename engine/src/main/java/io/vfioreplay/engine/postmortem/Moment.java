package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;

/**
 * Where and when something happened.
 *
 * @param position in the journal
 * @param timeNanos of the answer, or {@link Envelope#NO_TIME}
 * @param durationNanos back to the request, or {@link Envelope#NO_DURATION}
 * @param record packet or line, or {@link Envelope#NO_RECORD}
 * @param witness the file that it is in
 */
record Moment(long position, long timeNanos, long durationNanos, long record, Witness witness) {

    static Moment of(Envelope envelope, Witness witness) {
        return new Moment(
                envelope.position(), envelope.timeNanos(), envelope.durationNanos(), envelope.record(), witness);
    }

    boolean hasTime() {
        return timeNanos != Envelope.NO_TIME;
    }

    /** When the request was made; of the answer where only that was seen. */
    long requestNanos() {
        return durationNanos == Envelope.NO_DURATION ? timeNanos : timeNanos - durationNanos;
    }

    /** {@code (packet 29)}, {@code (line 214 of trace.log)}, or {@code (position 14)} where there is neither. */
    String place() {
        if (record == Envelope.NO_RECORD) {
            return "(position " + position + ")";
        }
        String file = witness.name().isEmpty() ? "" : " of " + witness.name();
        return "(" + witness.unit() + " " + record + file + ")";
    }
}
