package io.vfioreplay.engine.sql;

import org.duckdb.DuckDBWritableVector;

/**
 * A column of events.
 *
 * @param column its name and type
 * @param cell how it is written
 */
record EventColumn(Column column, Cell cell) {

    /** Writes one value. */
    @FunctionalInterface
    interface Cell {
        /** Writes what the event has in this column, or NULL. */
        void write(EventRow event, DuckDBWritableVector target, int row);
    }
}
