package io.vfioreplay.engine.sql;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;

/** The event that is being written into a row, with the recording that it is of. A view: valid until the next event. */
final class EventRow {

    final Recording recording;
    Envelope envelope = Stamp.at(Envelope.NO_TIME, Envelope.HOST);
    EventKind kind = EventKind.DEVICE_CLOSED;
    long[] values = {};
    Payload payload = Payload.empty();

    EventRow(Recording recording) {
        this.recording = recording;
    }

    /** Parameters as in {@link io.vfioreplay.hardware.event.FlatEventSink#accept}. */
    void set(Envelope newEnvelope, EventKind newKind, long[] newValues, Payload newPayload) {
        envelope = newEnvelope;
        kind = newKind;
        values = newValues;
        payload = newPayload;
    }
}
