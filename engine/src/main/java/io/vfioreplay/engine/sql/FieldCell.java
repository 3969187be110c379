package io.vfioreplay.engine.sql;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import java.util.Arrays;
import java.util.function.Predicate;
import org.duckdb.DuckDBWritableVector;

/** The column of a field of the vocabulary: of all kinds of event that have it. Immutable; any thread. */
final class FieldCell implements EventColumn.Cell {

    private static final int ABSENT = -1;
    private static final String DATA_FD = "dataFd";

    private final SqlType type;
    private final int[] indexes; // By code of kind.

    private FieldCell(SqlType type, int[] indexes) {
        this.type = type;
        this.indexes = indexes;
    }

    /** The column, with this name, of all the fields that are meant. */
    static EventColumn column(String name, Predicate<Field> isMeant) {
        EventKind[] kinds = EventKind.values();
        int[] indexes = new int[kinds.length];
        Arrays.fill(indexes, ABSENT);
        SqlType type = SqlType.BIGINT;
        for (EventKind kind : kinds) {
            for (int i = 0; i < kind.fields().size(); i++) {
                if (isMeant.test(kind.fields().get(i))) {
                    indexes[kind.code()] = i;
                    type = wider(type, kind.fields().get(i).type());
                }
            }
        }
        return new EventColumn(new Column(name, type), new FieldCell(type, indexes));
    }

    /** Where kinds differ: numbers are unsigned if one of them is, and text holds everything. */
    private static SqlType wider(SqlType before, FieldType field) {
        return switch (field) {
            case DECIMAL -> before;
            case HEX -> before == SqlType.VARCHAR ? before : SqlType.UBIGINT;
            case STATE, PROTOCOL, CHOICE, ORIGIN, TARGET -> SqlType.VARCHAR;
        };
    }

    @Override
    public void write(EventRow event, DuckDBWritableVector target, int row) {
        int index = indexes[event.kind.code()];
        if (index == ABSENT) {
            target.setNull(row);
            return;
        }
        Field field = event.kind.fields().get(index);
        long value = event.values[index];
        if (value == EventSink.NO_DATA_FD && field.name().equals(DATA_FD)) {
            target.setNull(row);
        } else if (type == SqlType.VARCHAR) {
            target.setString(row, field.text(value));
        } else {
            Numbers.write(type, value, target, row);
        }
    }

    /** Whether events of this kind have the field. */
    boolean isIn(EventKind kind) {
        return indexes[kind.code()] != ABSENT;
    }
}
