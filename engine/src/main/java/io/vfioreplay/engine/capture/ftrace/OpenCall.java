package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.hardware.event.Envelope;

/**
 * Something that a thread began and did not end yet.
 *
 * @param event the event that began it
 * @param rule what it means
 * @param values what was known at its beginning
 * @param begin when it began
 */
record OpenCall(MappedEvent event, Rule rule, Values values, Moment begin) {

    /** When it was answered; of a clock that jumps back it is not known how long that took. */
    Moment answered(long timeNanos, long line) {
        long duration = timeNanos - begin.timeNanos();
        return new Moment(
                begin.device(), timeNanos, duration < 0 ? Envelope.NO_DURATION : duration, line, values.result());
    }

    /** It was not answered, or nobody saw how. */
    Moment unanswered(int result) {
        return new Moment(begin.device(), begin.timeNanos(), Envelope.NO_DURATION, begin.line(), result);
    }
}
