package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;

/**
 * One clock over the two hosts of a migration, for whoever shows both: the source's, to which the destination's times are brought.
 * Immutable.
 */
public final class MergedClock {

    private final CommonClock clock;

    MergedClock(CommonClock clock) {
        this.clock = clock;
    }

    /**
     * A time of one side on the common clock.
     *
     * @param position of the event, since clocks may have been set
     * @param timeNanos ns since 1970 by the clock of that side
     * @return ns since 1970 by the source's clock; {@link Envelope#NO_TIME} stays what it is
     */
    public long nanos(Side side, long position, long timeNanos) {
        return clock.nanos(side, position, timeNanos);
    }
}
