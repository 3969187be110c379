package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.EventKind;

/**
 * Something in an attempt that should not be.
 *
 * @param kind how it shows
 * @param moment where
 * @param event the kind of event that shows it
 * @param text the event in words, for example {@code SET STOP}
 * @param result as in the envelope
 */
record Trouble(Kind kind, Moment moment, EventKind event, String text, int result) {

    enum Kind {
        /** The device answered an error to something that the attempt needs. */
        REFUSED,
        /** A request that the attempt needs was never answered. */
        UNANSWERED,
        /** A message of the attempt contradicts itself. */
        MALFORMED,
        /** Bytes on the connection that are no message, or answer nothing. */
        FRAMING,
        /** The recording has a hole or ends inside a message. */
        HOLE,
        /** The device said that it is in ERROR. */
        ERROR_STATE
    }

    /** Whether this alone lets a migration fail. */
    boolean isFailure() {
        return switch (kind) {
            case REFUSED, MALFORMED, FRAMING, ERROR_STATE -> true;
            case UNANSWERED, HOLE -> false;
        };
    }
}
