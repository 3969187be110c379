package io.vfioreplay.engine.sql;

import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** A table of few rows, which are found out when it is first read. One thread. */
final class FactTable implements Table {

    private final Facts facts;
    private final List<Recording> recordings;
    private @Nullable List<List<@Nullable Object>> rows;

    FactTable(Facts facts, List<Recording> recordings) {
        this.facts = facts;
        this.recordings = List.copyOf(recordings);
    }

    /** What is known of one recording. */
    interface Facts {
        /** The name of the table. */
        String name();

        /** The columns, without the one for the side. */
        List<Column> columns();

        /** The rows: for each column a {@link Long}, a {@link String} or null. */
        List<List<@Nullable Object>> rows(Recording recording);
    }

    @Override
    public String name() {
        return facts.name();
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        if (hasSide()) {
            columns.add(Sides.COLUMN);
        }
        columns.addAll(facts.columns());
        return columns;
    }

    private boolean hasSide() {
        return recordings.size() > 1;
    }

    @Override
    public Scan scan(int[] wanted) {
        List<List<@Nullable Object>> known = rows == null ? read() : rows;
        rows = known;
        int[] next = {0};
        return out -> {
            int count = (int) Math.min(out.capacity(), known.size() - next[0]);
            for (int row = 0; row < count; row++) {
                write(known.get(next[0] + row), wanted, out, row);
            }
            next[0] += count;
            return count;
        };
    }

    private List<List<@Nullable Object>> read() {
        List<List<@Nullable Object>> read = new ArrayList<>();
        for (Recording recording : recordings) {
            for (List<@Nullable Object> found : facts.rows(recording)) {
                List<@Nullable Object> row = new ArrayList<>();
                if (hasSide()) {
                    row.add(recording.side());
                }
                row.addAll(found);
                read.add(row);
            }
        }
        return read;
    }

    private static void write(List<@Nullable Object> values, int[] wanted, DuckDBDataChunkWriter out, int row) {
        for (int i = 0; i < wanted.length; i++) {
            DuckDBWritableVector target = out.vector(i);
            Object value = values.get(wanted[i]);
            if (value == null) {
                target.setNull(row);
            } else if (value instanceof Long number) {
                target.setLong(row, number);
            } else {
                target.setString(row, value.toString());
            }
        }
    }
}
