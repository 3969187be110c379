package io.vfioreplay.engine.sql;

import java.util.List;
import org.duckdb.DuckDBDataChunkWriter;

/** Rows that the database asks for when a query needs them; nothing is loaded before. One thread. */
interface Table {

    /** The name in SQL. */
    String name();

    /** The columns, in order. */
    List<Column> columns();

    /**
     * Begins to read the table once from its first row on.
     *
     * @param wanted indexes of columns, in the order in which they are to be written
     */
    Scan scan(int[] wanted);

    /** One reading of a table. */
    interface Scan {
        /**
         * Writes the next rows.
         *
         * @return how many, at most the capacity of {@code out}; 0 behind the last one
         */
        int fill(DuckDBDataChunkWriter out);
    }
}
