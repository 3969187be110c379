package io.vfioreplay.engine.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/**
 * Shows a {@link Table} to the database: a table function that writes the columns that a query needs, and a view over it that has the
 * table's name and types. One thread.
 */
final class TableBridge implements DuckDBTableFunction<Table, Table.Scan, Table> {

    private static final String FUNCTION_PREFIX = "vfio_";

    private final Table table;
    private final Failure failure;

    private TableBridge(Table table, Failure failure) {
        this.table = table;
        this.failure = failure;
    }

    /** Keeps what went wrong while a table was read, which the database would tell only as text. */
    static final class Failure {

        private @Nullable RuntimeException first;

        /** Throws what went wrong in a table, if anything did, and forgets it. */
        void rethrow() {
            RuntimeException failed = first;
            first = null;
            if (failed != null) {
                throw failed;
            }
        }

        private RuntimeException keep(RuntimeException failed) {
            first = first == null ? failed : first;
            return failed;
        }
    }

    /** Makes a table known to a database. */
    static void show(Table table, Connection database, Failure failure) throws SQLException {
        String function = FUNCTION_PREFIX + table.name();
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(function)
                    .withProjectionPushdown()
                    .withFunction(new TableBridge(table, failure))
                    .register(database);
        }
        String columns = table.columns().stream()
                .map(column -> column.type().expression(column.name()))
                .collect(Collectors.joining(", "));
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE VIEW " + table.name() + " AS SELECT " + columns + " FROM " + function + "()");
        }
    }

    @Override
    public Table bind(DuckDBTableFunctionBindInfo info) {
        for (Column column : table.columns()) {
            info.addResultColumn(column.name(), column.type().carrier());
        }
        return table;
    }

    @Override
    public Table.Scan init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        int[] wanted = new int[(int) info.getColumnCount()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = (int) info.getColumnIndex(i);
        }
        try {
            return table.scan(wanted);
        } catch (RuntimeException failed) {
            throw failure.keep(failed);
        }
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
        Table.Scan scan = info.getInitData();
        try {
            return scan.fill(out);
        } catch (RuntimeException failed) {
            throw failure.keep(failed);
        }
    }
}
