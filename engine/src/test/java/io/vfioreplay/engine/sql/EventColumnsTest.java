package io.vfioreplay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of event once, at the position of its code, with another number in each field. */
final class EventColumnsTest {

    private static final long TIME_NANOS = 1_700_000_000_123_456_789L;
    private static final String TEXT = "a\u0000b\u001b[31m\n\u00e9";
    private static final byte[] DATA = {1, 2, 3, 4, 5, 6, 7, (byte) 0x88, 9};

    @TempDir
    private Path temp;

    private @Nullable Timeline timeline;
    private @Nullable SqlDatabase database;

    @BeforeEach
    void record() {
        timeline = Journals.record(temp.resolve("j.vfj"), EventColumnsTest::everyKind);
        database = SqlDatabase.of(timeline);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
        if (timeline != null) {
            timeline.close();
        }
    }

    private static void everyKind(FlatEventSink sink) {
        for (EventKind kind : EventKind.values()) {
            long[] values = new long[EventKind.FIELDS_MAX];
            for (int i = 0; i < kind.fields().size(); i++) {
                values[i] = number(kind, kind.fields().get(i), i);
            }
            Stamp stamp = new Stamp(Envelope.NO_POSITION, TIME_NANOS + kind.code(), 17, 2, 0, 5, Envelope.OK);
            sink.accept(stamp, kind, values, payload(kind));
        }
        Stamp bare = new Stamp(
                Envelope.NO_POSITION,
                Envelope.NO_TIME,
                Envelope.NO_DURATION,
                Envelope.HOST,
                0,
                Envelope.NO_RECORD,
                Envelope.UNANSWERED);
        long[] values = {DeviceState.of(Protocol.V2, 3).packed(), -1, 0, 0, 0, 0, 0, 0};
        sink.accept(bare, EventKind.DEVICE_STATE_SET, values, Payload.empty());
    }

    private static long number(EventKind kind, Field field, int index) {
        long some = 1_000L * (kind.code() + 1) + index;
        return switch (field.type()) {
            case DECIMAL -> some;
            case HEX -> Long.MIN_VALUE + some;
            case STATE -> DeviceState.of(Protocol.V2, 3).packed();
            case PROTOCOL -> Protocol.V2.code();
            case CHOICE -> field.choices().size() - 1L;
            case ORIGIN, TARGET -> kind.code() % 2 - 1;
        };
    }

    private static Payload payload(EventKind kind) {
        return switch (kind.payloadUse()) {
            case NONE -> Payload.empty();
            case TEXT -> Payload.ofUtf8(TEXT);
            case BYTES -> Payload.of(DATA);
        };
    }

    @ParameterizedTest
    @EnumSource
    void row_holdsWhatTheKindHasAndNothingElse(EventKind kind) {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("position", (long) kind.code());
        expected.put("time", "2023-11-14 22:13:20.%09d".formatted(123_456_789 + kind.code()));
        expected.put("since_ns", (long) kind.code());
        expected.put("duration_ns", 17L);
        expected.put("device", 2L);
        expected.put("witness", 0L);
        expected.put("record", 5L);
        expected.put("kind", kind.label());
        expected.put("errno", "OK");
        for (int i = 0; i < kind.fields().size(); i++) {
            Field field = kind.fields().get(i);
            expected.put(column(field), value(field, number(kind, field, i)));
        }
        if (kind.payloadUse() == PayloadUse.TEXT) {
            expected.put("text", TEXT);
            expected.put("bytes", (long) payload(kind).length());
        } else if (kind.payloadUse() == PayloadUse.BYTES) {
            expected.put("data", "010203040506078809");
            expected.put("bytes", (long) DATA.length);
        }
        assertThat(row(kind.code())).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static String column(Field field) {
        if (field.type() == FieldType.STATE) {
            return "state";
        }
        return field.name().equals("side") ? "vmmSide" : field.name();
    }

    /** What differs only in being signed is compared as a number. */
    private static Object value(Field field, long number) {
        return switch (field.type()) {
            case DECIMAL -> number;
            case HEX -> new BigInteger(Long.toUnsignedString(number));
            case STATE, PROTOCOL, CHOICE, ORIGIN, TARGET -> field.text(number);
        };
    }

    /** The columns of an event that are not NULL. */
    private Map<String, Object> row(long position) {
        Map<String, Object> row = new LinkedHashMap<>();
        try (SqlRows rows = database().query("SELECT * FROM events WHERE position = " + position)) {
            assertThat(rows.next()).isTrue();
            for (int i = 0; i < rows.columns().size(); i++) {
                Object value = rows.value(i);
                if (value != null) {
                    row.put(rows.columns().get(i), small(value));
                }
            }
            assertThat(rows.next()).isFalse();
        }
        return row;
    }

    /** A column that is unsigned because of one kind holds the counts of other kinds too. */
    private static Object small(Object value) {
        return value instanceof BigInteger number && number.bitLength() < Long.SIZE
                ? (Object) number.longValue()
                : value;
    }

    @Test
    void row_isNullWhereNothingWasObserved() {
        assertThat(row(EventKind.values().length))
                .containsOnlyKeys("position", "witness", "kind", "errno", "state")
                .containsEntry("errno", "UNANSWERED")
                .containsEntry("state", "v2:STOP_COPY");
    }

    @Test
    void value_isReadFromAShortPayload() {
        List<Object> bits = List.of(new BigInteger("18446744073709551615"));
        try (Timeline one = Journals.record(temp.resolve("one.vfj"), EventColumnsTest::allOnes);
                SqlDatabase of = SqlDatabase.of(one)) {
            assertThat(Journals.rows(of, "SELECT value FROM events")).isEqualTo(List.of(bits));
            assertThat(Journals.rows(of, "SELECT value > 9223372036854775807 FROM events"))
                    .isEqualTo(List.of(List.of(true)));
        }
    }

    private static void allOnes(FlatEventSink sink) {
        sink.accept(Stamp.at(1, 0), EventKind.MMIO_READ, new long[] {0, 0, 8, -1, 0, 0}, Payload.ofLittleEndian(-1, 8));
    }

    @Test
    void data_isCutWhereItIsLong() {
        byte[] bytes = new byte[EventColumns.DATA_BYTES_MAX + 1];
        Consumer<FlatEventSink> events = sink -> sink.accept(
                Stamp.at(1, 0), EventKind.MIGRATION_DATA_READ, new long[] {3, 9, 9, 0, 0, 0}, Payload.of(bytes));
        try (Timeline one = Journals.record(temp.resolve("long.vfj"), events);
                SqlDatabase of = SqlDatabase.of(one)) {
            assertThat(Journals.rows(of, "SELECT bytes, octet_length(data) FROM events"))
                    .isEqualTo(List.of(List.of((long) bytes.length, (long) EventColumns.DATA_BYTES_MAX)));
        }
    }

    private SqlDatabase database() {
        if (database == null) {
            throw new IllegalStateException("no database");
        }
        return database;
    }
}
