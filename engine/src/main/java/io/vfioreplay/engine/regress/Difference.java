package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.replay.Divergence;

/**
 * One fact that is not as expected.
 *
 * @param reason why it may be so
 * @param fact where
 * @param divergence the same with what was expected, what was found, and the events up to there
 * @param originNanos the time that the events' times count from, or {@link io.vfioreplay.hardware.event.Envelope#NO_TIME}
 */
public record Difference(Reason reason, Fact fact, Divergence divergence, long originNanos) {

    /** Stands for a fact that is not there. */
    public static final String NOTHING = "nothing";

    /** One line: {@code destination position 16, findings M-01: expected error, found nothing (divergence)}. */
    public String text() {
        String at = fact.position() < 0 ? "" : " position " + fact.position();
        return fact.scope() + at + ", " + fact.label() + ": expected " + divergence.expected() + ", found "
                + divergence.actual() + " (" + reason.label() + ")";
    }
}
