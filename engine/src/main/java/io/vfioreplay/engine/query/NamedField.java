package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of some kinds of event.
 *
 * @param indexes by the code of a kind, the index of the field in it, or {@link #ABSENT}
 * @param types its descriptions, each once
 */
record NamedField(List<Integer> indexes, List<Field> types) implements FilterField {

    private static final int ABSENT = -1;

    static NamedField of(String name) {
        List<Integer> indexes = new ArrayList<>();
        List<Field> types = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            int index = kind.fieldIndex(name).orElse(ABSENT);
            indexes.add(index);
            if (index != ABSENT && !types.contains(kind.fields().get(index))) {
                types.add(kind.fields().get(index));
            }
        }
        return new NamedField(List.copyOf(indexes), List.copyOf(types));
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
        int index = index(event);
        return event.kind().fields().get(index).text(event.value(index));
    }

    private int index(Candidate event) {
        return indexes.get(event.kind().code()); // Small numbers: shared instances, no allocation.
    }
}
