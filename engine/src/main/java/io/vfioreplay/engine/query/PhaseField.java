package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import java.util.List;

/**
 * {@code phase}: the migration state in which the event found its device, as far as it is known from the events before. An event of
 * the host has none. After a request that failed several states may be possible, shown as {@code STOP|STOP_COPY?}: such a phase
 * equals no state.
 */
record PhaseField() implements FilterField {

    @Override
    public boolean isIn(Candidate event) {
        return event.phases.isKnown(event.envelope().device());
    }

    @Override
    public long number(Candidate event) {
        return event.phases.packed(event.envelope().device());
    }

    @Override
    public String text(Candidate event) {
        return event.phases.label(event.envelope().device());
    }

    @Override
    public List<Field> types() {
        return List.of(new Field("phase", FieldType.STATE));
    }

    @Override
    public boolean needsHistory() {
        return true;
    }
}
