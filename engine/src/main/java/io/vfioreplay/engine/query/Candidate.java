package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.device.Phases;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;

/**
 * The event that a filter is asked about, with what the filter language knows beside it. A view that its {@link Matcher} uses for
 * one event after the other, so that conditions are shared, hold nothing and cost no allocation. Valid until the next event.
 */
final class Candidate {

    final Phases phases;
    final long originNanos;

    private Envelope envelope = Stamp.at(0, Envelope.HOST);
    private EventKind kind = EventKind.MARKER_PLACED;
    private long[] values = new long[EventKind.FIELDS_MAX];
    private Payload payload = Payload.empty();

    /**
     * A view without an event.
     *
     * @param phases before the event, kept by the matcher
     * @param originNanos the time from which {@code since} counts, or {@link Envelope#NO_TIME}
     */
    Candidate(Phases phases, long originNanos) {
        this.phases = phases;
        this.originNanos = originNanos;
    }

    void look(Envelope newEnvelope, EventKind newKind, long[] newValues, Payload newPayload) {
        envelope = newEnvelope;
        kind = newKind;
        values = newValues;
        payload = newPayload;
    }

    Envelope envelope() {
        return envelope;
    }

    EventKind kind() {
        return kind;
    }

    /** The number in the kind's field with this index. */
    long value(int index) {
        return values[index];
    }

    Payload payload() {
        return payload;
    }
}
