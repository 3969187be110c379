package io.vfioreplay.engine.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Makes plain values of what the driver gives, which otherwise would depend on the time zone of the machine. */
final class SqlValues {

    private static final String ZONED = "TIMESTAMP WITH TIME ZONE";
    private static final String TIMESTAMP = "TIMESTAMP";
    private static final String IN_NANOS = "TIMESTAMP_NS";
    private static final Set<String> NUMERIC = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE");
    private static final DateTimeFormatter MICROS = withDigits(6);
    private static final DateTimeFormatter NANOS = withDigits(9);

    private SqlValues() {}

    private static DateTimeFormatter withDigits(int digits) {
        return new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true)
                .toFormatter(Locale.ROOT);
    }

    static boolean isNumeric(String type) {
        return NUMERIC.contains(type) || type.startsWith("DECIMAL");
    }

    static @Nullable Object read(ResultSet rows, int column, String type) throws SQLException {
        if (type.equals(ZONED)) {
            OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant().toString();
        }
        if (type.startsWith(TIMESTAMP)) {
            LocalDateTime time = rows.getObject(column, LocalDateTime.class);
            return time == null ? null : (type.equals(IN_NANOS) ? NANOS : MICROS).format(time);
        }
        return plain(rows.getObject(column));
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || value instanceof String) {
            return value;
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        if (value instanceof Number fraction) {
            // JSON knows no infinity; people read the same word everywhere.
            return Double.isFinite(fraction.doubleValue()) ? (Object) fraction.doubleValue() : value.toString();
        }
        if (value instanceof Blob bytes) {
            return HexFormat.of().formatHex(bytes.getBytes(1, (int) bytes.length()));
        }
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof DuckDBStruct struct) {
            return map(struct.getMap());
        }
        if (value instanceof Struct struct) {
            return list(struct.getAttributes());
        }
        return value instanceof Map<?, ?> map ? map(map) : value.toString();
    }

    private static List<@Nullable Object> list(@Nullable Object[] values) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(plain(value));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> values) throws SQLException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            map.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
        }
        return map;
    }
}
