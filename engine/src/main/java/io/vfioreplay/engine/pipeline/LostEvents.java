package io.vfioreplay.engine.pipeline;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;

/**
 * Events that were dropped and not yet told of.
 *
 * @param count how many
 */
record LostEvents(long count) {

    static final LostEvents NONE = new LostEvents(0);
    /** What stands for the next event where there is none. */
    static final Envelope AT_THE_END = Stamp.at(Envelope.NO_TIME, Envelope.HOST);

    private static final Payload TEXT = Payload.ofUtf8("the recorder could not keep up");

    boolean isNone() {
        return count == 0;
    }

    LostEvents andOneMore() {
        return new LostEvents(count + 1);
    }

    /** The event that tells of them, before {@code next}. */
    void sendTo(Envelope next, FlatEventSink sink) {
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                next.timeNanos(),
                Envelope.NO_DURATION,
                Envelope.HOST,
                next.witness(),
                Envelope.NO_RECORD,
                Envelope.OK);
        new Flattener(sink).eventsLost(stamp, count, GapCause.OVERLOAD, TEXT);
    }
}
