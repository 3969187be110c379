package io.vfioreplay.engine.whatif;

import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.model.WrongAnswer;

/**
 * What the model of a known device says about one event of a branch.
 *
 * @param at the event
 * @param event as it is in the branch, with the position of {@code at}
 * @param kind what the model says
 * @param predicted the answer that the model gives, or why it gives none
 */
public record Prediction(Mark at, Event event, Kind kind, String predicted) {

    /** Moves the event to where people look for it. */
    public Prediction {
        event = new Event(event.stamp().withPosition(at.position()), event.kind(), event.values(), event.payload());
    }

    /** What a prediction says. */
    public enum Kind {
        /** The event was written by hand, and its answer is the one that the model gives. */
        AGREES,
        /** The event was written by hand, and the model gives another answer. */
        DISAGREES,
        /** The event was written by hand, and the model cannot say what the device answers. */
        UNKNOWN,
        /** The branch has the model's answer: in place of a recorded one that the edits change, or of one that was not written. */
        FOLLOWS
    }

    static Prediction wrong(Mark at, Event event, WrongAnswer wrong) {
        return new Prediction(at, event, Kind.DISAGREES, wrong.predicted());
    }
}
