package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import java.util.List;

/** {@code since}: ns from the journal's first event that has a time, which is what dump's second column shows in seconds. */
record SinceField() implements FilterField {

    private static final Field SINCE = new Field("since", FieldType.DECIMAL);

    @Override
    public boolean isIn(Candidate event) {
        return event.envelope().timeNanos() != Envelope.NO_TIME && event.originNanos != Envelope.NO_TIME;
    }

    @Override
    public long number(Candidate event) {
        return event.envelope().timeNanos() - event.originNanos;
    }

    @Override
    public String text(Candidate event) {
        return Long.toString(number(event));
    }

    @Override
    public List<Field> types() {
        return List.of(SINCE);
    }
}
