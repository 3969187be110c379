package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.sql.EventColumn.Cell;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBWritableVector;

/**
 * The columns of events: those of the envelope, a few that many kinds share, and one for each other name of a field in
 * {@link EventKind}. What an event does not have, or nobody observed, is NULL.
 *
 * <p>A field that holds a device state is in the column {@code state}, whatever its name. The field {@code side} of events of a VMM is
 * {@code vmmSide}, since {@code side} tells whose recording a row is of.
 */
final class EventColumns {

    /** How many bytes of a payload the column {@code data} holds at most; {@code bytes} tells how many there are. */
    static final int DATA_BYTES_MAX = 4096;

    /** The column that needs the time of the first event. */
    static final String SINCE = "since_ns";

    private static final String SIDE = "side";
    private static final String VMM_SIDE = "vmmSide";
    private static final String VALUE = "value";

    private EventColumns() {}

    /** All columns, in order; the first is {@code side} where there is more than one recording. */
    static List<EventColumn> of(boolean hasSide) {
        List<EventColumn> columns = new ArrayList<>();
        if (hasSide) {
            columns.add(new EventColumn(Sides.COLUMN, (e, target, row) -> target.setString(row, e.recording.side())));
        }
        columns.addAll(envelope());
        columns.add(FieldCell.column("state", field -> field.type() == FieldType.STATE));
        for (String name : List.of("region", "offset", "length")) {
            columns.add(named(name));
        }
        columns.addAll(payload());
        Set<String> rest = names();
        columns.forEach(column -> rest.remove(column.column().name()));
        rest.remove(SIDE);
        rest.forEach(name -> columns.add(named(name)));
        columns.add(FieldCell.column(VMM_SIDE, field -> field.name().equals(SIDE)));
        return List.copyOf(columns);
    }

    private static List<EventColumn> envelope() {
        return List.of(
                number("position", SqlType.BIGINT, (e, target, row) -> target.setLong(row, e.envelope.position())),
                number(
                        "time",
                        SqlType.TIMESTAMP_NS,
                        (e, target, row) -> Numbers.writeUnless(Envelope.NO_TIME, e.envelope.timeNanos(), target, row)),
                number(SINCE, SqlType.BIGINT, EventColumns::since),
                number(
                        "duration_ns",
                        SqlType.BIGINT,
                        (e, target, row) ->
                                Numbers.writeUnless(Envelope.NO_DURATION, e.envelope.durationNanos(), target, row)),
                number(
                        "device",
                        SqlType.BIGINT,
                        (e, target, row) -> Numbers.writeUnless(Envelope.HOST, e.envelope.device(), target, row)),
                number("witness", SqlType.BIGINT, (e, target, row) -> target.setLong(row, e.envelope.witness())),
                number(
                        "record",
                        SqlType.BIGINT,
                        (e, target, row) -> Numbers.writeUnless(Envelope.NO_RECORD, e.envelope.record(), target, row)),
                number("kind", SqlType.VARCHAR, (e, target, row) -> target.setString(row, e.kind.label())),
                number(
                        "errno",
                        SqlType.VARCHAR,
                        (e, target, row) -> target.setString(row, Errno.name(e.envelope.result()))));
    }

    private static EventColumn number(String name, SqlType type, Cell cell) {
        return new EventColumn(new Column(name, type), cell);
    }

    private static void since(EventRow event, DuckDBWritableVector target, int row) {
        if (event.envelope.timeNanos() == Envelope.NO_TIME) {
            target.setNull(row);
        } else {
            target.setLong(row, event.envelope.timeNanos() - event.recording.originNanos());
        }
    }

    private static EventColumn named(String name) {
        return FieldCell.column(name, field -> field.name().equals(name) && field.type() != FieldType.STATE);
    }

    private static List<EventColumn> payload() {
        EventColumn field = named(VALUE);
        return List.of(
                number(VALUE, SqlType.UBIGINT, (e, target, row) -> value(e, field, target, row)),
                number("bytes", SqlType.BIGINT, EventColumns::bytes),
                number("data", SqlType.BLOB, EventColumns::data),
                number("text", SqlType.VARCHAR, EventColumns::text));
    }

    /** The field of this name, or a payload of up to 8 bytes as a little-endian number, as in filters. */
    private static void value(EventRow event, EventColumn field, DuckDBWritableVector target, int row) {
        int length = event.payload.length();
        if (event.kind.payloadUse() == PayloadUse.BYTES && length > 0 && length <= Long.BYTES) {
            Numbers.write(SqlType.UBIGINT, event.payload.littleEndian(), target, row);
        } else {
            field.cell().write(event, target, row);
        }
    }

    private static void bytes(EventRow event, DuckDBWritableVector target, int row) {
        if (event.kind.payloadUse() == PayloadUse.NONE) {
            target.setNull(row);
        } else {
            target.setLong(row, event.payload.length());
        }
    }

    private static void data(EventRow event, DuckDBWritableVector target, int row) {
        Payload payload = event.payload;
        if (event.kind.payloadUse() != PayloadUse.BYTES || payload.length() == 0) {
            target.setNull(row);
            return;
        }
        byte[] first = new byte[Math.min(payload.length(), DATA_BYTES_MAX)];
        payload.copyTo(0, first, 0, first.length);
        target.setString(row, HexFormat.of().formatHex(first));
    }

    private static void text(EventRow event, DuckDBWritableVector target, int row) {
        if (event.kind.payloadUse() == PayloadUse.TEXT) {
            target.setString(row, event.payload.utf8());
        } else {
            target.setNull(row);
        }
    }

    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (EventKind kind : EventKind.values()) {
            for (Field field : kind.fields()) {
                if (field.type() != FieldType.STATE) {
                    names.add(field.name());
                }
            }
        }
        return names;
    }
}
