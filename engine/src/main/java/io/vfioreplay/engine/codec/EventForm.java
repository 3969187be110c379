package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Payload;

/** The byte that says which numbers the events of a stream have; see {@link EventFormat}. */
final class EventForm {

    /** {@link #payload}: the kind has none. */
    static final int NONE = 0;
    /** {@link #payload}: at most eight bytes, written as a number. */
    static final int NUMBER = 1;
    /** {@link #payload}: bytes that follow the event. */
    static final int BYTES = 2;
    /** {@link #payload}: stored apart. */
    static final int STORED = 3;

    private static final int TIME = 1;
    private static final int DURATION = 1 << 1;
    private static final int PAYLOAD_SHIFT = 2;
    private static final int LENGTH_SHIFT = 4;
    private static final boolean[] HAS_PAYLOAD = hasPayload();

    private EventForm() {}

    private static boolean[] hasPayload() {
        EventKind[] kinds = EventKind.values();
        boolean[] hasPayload = new boolean[kinds.length];
        for (EventKind kind : kinds) {
            hasPayload[kind.code()] = kind.payloadUse() != PayloadUse.NONE;
        }
        return hasPayload;
    }

    /** The form of an event; a payload where its kind has none makes one that no stream has. */
    static int of(EventKind kind, long timeNanos, long durationNanos, Payload payload, boolean isStored) {
        return (timeNanos == Envelope.NO_TIME ? 0 : TIME)
                | (durationNanos == Envelope.NO_DURATION ? 0 : DURATION)
                | payloadBits(kind.payloadUse() != PayloadUse.NONE, payload.length(), isStored);
    }

    private static int payloadBits(boolean hasPayload, int length, boolean isStored) {
        if (!hasPayload) {
            return length == 0 ? NONE : -1;
        }
        if (isStored) {
            return STORED << PAYLOAD_SHIFT;
        }
        return length <= Long.BYTES ? (NUMBER << PAYLOAD_SHIFT) | (length << LENGTH_SHIFT) : BYTES << PAYLOAD_SHIFT;
    }

    static boolean hasTime(int form) {
        return (form & TIME) != 0;
    }

    static boolean hasDuration(int form) {
        return (form & DURATION) != 0;
    }

    /** {@link #NONE}, {@link #NUMBER}, {@link #BYTES} or {@link #STORED}. */
    static int payload(int form) {
        return (form >>> PAYLOAD_SHIFT) & STORED;
    }

    /** How many bytes a payload that is a number has. */
    static int numberLength(int form) {
        return form >>> LENGTH_SHIFT;
    }

    /** Whether events of a kind can have this form. */
    static boolean isPossible(EventKind kind, int form) {
        int longest = payload(form) == NUMBER ? Long.BYTES : 0;
        return HAS_PAYLOAD[kind.code()] == (payload(form) != NONE) && numberLength(form) <= longest;
    }

    /** How many numbers an event has beside its values. */
    static int numbersBesideValues(int form) {
        int ofPayload = payload(form) == STORED ? 2 : Math.min(payload(form), 1);
        return 1 + (hasTime(form) ? 1 : 0) + (hasDuration(form) ? 1 : 0) + ofPayload;
    }
}
