package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;

/** A journal among those that are asked about. One thread. */
final class Recording {

    private static final long NOT_READ = Envelope.NO_TIME + 1;

    private final String side;
    private final Timeline timeline;
    private long originNanos = NOT_READ;

    /**
     * A journal.
     *
     * @param side what the column {@code side} says of it
     * @param timeline its events
     */
    Recording(String side, Timeline timeline) {
        this.side = side;
        this.timeline = timeline;
    }

    String side() {
        return side;
    }

    Timeline timeline() {
        return timeline;
    }

    /** The time of the first event that has one, or {@link Envelope#NO_TIME}; read when it is first asked for. */
    long originNanos() {
        if (originNanos == NOT_READ) {
            originNanos = timeline.originNanos();
        }
        return originNanos;
    }
}
