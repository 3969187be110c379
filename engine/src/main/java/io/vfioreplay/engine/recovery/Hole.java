package io.vfioreplay.engine.recovery;

import io.vfioreplay.hardware.event.Envelope;

/**
 * Neighbouring positions of a damaged journal that are lost, and the one event of the recovered journal that stands for them.
 *
 * @param position of that event in the recovered journal
 * @param firstLost the first lost position, in the damaged journal
 * @param lastLost the last one; {@link #UNKNOWN} behind an end that nobody wrote
 * @param device which all the lost events are of, or {@link Envelope#HOST} where nobody knows, or of several
 * @param beforeNanos the time of the last good event before it that has one, or {@link Envelope#NO_TIME}
 * @param afterNanos the time of the good event behind it, or {@link Envelope#NO_TIME}
 */
public record Hole(long position, long firstLost, long lastLost, int device, long beforeNanos, long afterNanos) {

    /** {@link #lastLost()} where nobody knows how many are lost, or whether any is. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /** How many positions are lost, or -1 if nobody knows: the count of the event. */
    public long count() {
        return lastLost == UNKNOWN ? -1 : lastLost - firstLost + 1;
    }

    /** What the event says. */
    String text(String digest) {
        if (lastLost == UNKNOWN) {
            return "the journal with digest " + digest + " was not closed in order: what came at position " + firstLost
                    + " and after, if anything, is not in it";
        }
        String positions =
                firstLost == lastLost ? "position " + firstLost : "positions " + firstLost + " to " + lastLost;
        return positions + " of the journal with digest " + digest + " cannot be read";
    }
}
