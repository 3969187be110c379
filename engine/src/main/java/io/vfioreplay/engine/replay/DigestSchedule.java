package io.vfioreplay.engine.replay;

import io.vfioreplay.hardware.event.EventKind;

/**
 * Decides behind which events a digest is made, from the events alone: at every {@code deviceStateSet}, and when as many
 * events have passed as the state had values, at least {@value #EVENTS_MIN}.
 *
 * <p>A digest costs as much as the state has values, so a recording that does nothing but set states of a large device would
 * take quadratic time. Beyond {@value #FREE_VALUES} values, {@code deviceStateSet} waits for its share of events.
 */
final class DigestSchedule {

    private static final long EVENTS_MIN = 4096;
    private static final long FREE_VALUES = 1 << 24;
    private static final long VALUES_PER_EVENT = 16;

    private long eventsSinceDigest;
    private long events;
    private long valuesDigested;
    private long lastSize;

    /** Whether a digest is due behind this event, to be told about each event once. */
    boolean isDueBehind(EventKind kind) {
        events++;
        eventsSinceDigest++;
        if (eventsSinceDigest >= Math.max(EVENTS_MIN, lastSize)) {
            return true;
        }
        return kind == EventKind.DEVICE_STATE_SET && valuesDigested <= FREE_VALUES + VALUES_PER_EVENT * events;
    }

    /** A digest of a state of this size was made. */
    void made(long size) {
        eventsSinceDigest = 0;
        lastSize = size;
        valuesDigested += size;
    }
}
