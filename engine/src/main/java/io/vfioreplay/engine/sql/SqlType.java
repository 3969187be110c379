package io.vfioreplay.engine.sql;

import org.duckdb.DuckDBColumnType;

/** The type of a column, and how it is made of what a table function can hand over: that knows neither times in ns nor bytes. */
enum SqlType {
    BIGINT(DuckDBColumnType.BIGINT, ""),
    UBIGINT(DuckDBColumnType.UBIGINT, ""),
    VARCHAR(DuckDBColumnType.VARCHAR, ""),
    /** Handed over as ns since 1970. */
    TIMESTAMP_NS(DuckDBColumnType.BIGINT, "make_timestamp_ns"),
    /** Handed over as hex digits. */
    BLOB(DuckDBColumnType.VARCHAR, "unhex");

    private final DuckDBColumnType carrier;
    private final String conversion;

    SqlType(DuckDBColumnType carrier, String conversion) {
        this.carrier = carrier;
        this.conversion = conversion;
    }

    /** The type in which the table function hands the values over. */
    DuckDBColumnType carrier() {
        return carrier;
    }

    /** The expression that makes the column of what was handed over, under the same name. */
    String expression(String name) {
        String quoted = '"' + name + '"';
        return conversion.isEmpty() ? quoted : conversion + "(" + quoted + ") AS " + quoted;
    }
}
