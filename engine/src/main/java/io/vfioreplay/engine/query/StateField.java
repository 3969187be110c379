package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code state}: the field of an event that holds a device state, whatever its name.
 *
 * @param indexes by the code of a kind, the index of the field in it, or {@link #ABSENT}
 */
record StateField(List<Integer> indexes) implements FilterField {

    private static final int ABSENT = -1;
    private static final Field STATE = new Field("state", FieldType.STATE);

    static StateField of() {
        List<Integer> indexes = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            int found = ABSENT;
            for (int i = 0; i < kind.fields().size() && found == ABSENT; i++) {
                found = kind.fields().get(i).type() == FieldType.STATE ? i : ABSENT;
            }
            indexes.add(found);
        }
        return new StateField(List.copyOf(indexes));
    }

    @Override
    public boolean isIn(Candidate event) {
        return index(event) != ABSENT;
    }

    @Override
    public long number(Candidate event) {
        return event.value(index(event));
    }

    @Override
    public String text(Candidate event) {
        return STATE.text(number(event));
    }

    @Override
    public List<Field> types() {
        return List.of(STATE);
    }

    private int index(Candidate event) {
        return indexes.get(event.kind().code());
    }
}
