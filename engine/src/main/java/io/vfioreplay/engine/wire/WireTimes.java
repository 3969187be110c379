package io.vfioreplay.engine.wire;

import io.vfioreplay.hardware.event.Envelope;

/** When the request of an exchange was seen, as far as its event tells. */
final class WireTimes {

    private WireTimes() {}

    /** The foretold time, ns since 1970 UTC, or {@link Envelope#NO_TIME}. */
    static long ofRequest(Envelope event) {
        boolean isTimed = event.timeNanos() != Envelope.NO_TIME && event.durationNanos() != Envelope.NO_DURATION;
        return isTimed ? event.timeNanos() - event.durationNanos() : event.timeNanos();
    }

    /** What an entry has to say of a request that was seen at this time. */
    static int compare(Envelope event, long foundNanos) {
        long foretold = ofRequest(event);
        if (foundNanos == foretold) {
            return 0;
        }
        return foundNanos == Envelope.NO_TIME ? WireLog.NO_TIME_GIVEN : WireLog.TIME;
    }

    /** The time that was seen, from what an entry says and the distance that it tells. */
    static long found(Envelope event, int what, long distance) {
        if ((what & WireLog.NO_TIME_GIVEN) != 0) {
            return Envelope.NO_TIME;
        }
        return (what & WireLog.TIME) != 0 ? ofRequest(event) + distance : ofRequest(event);
    }
}
