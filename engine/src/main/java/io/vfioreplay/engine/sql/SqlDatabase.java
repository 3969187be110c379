package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.replay.Timeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One or two journals as tables: {@code events}, {@code findings}, {@code devices}, {@code phases}, {@code journal}. Nothing is
 * loaded: a query reads from the journals the columns that it needs. Of two journals, the column {@code side} says which one a row is of.
 *
 * <p>A query is taken for hostile: it reaches no file, no network and no extension. One thread.
 */
public final class SqlDatabase implements AutoCloseable {

    private final SpillDirectory spill;
    private final Connection connection;
    private final TableBridge.Failure failure = new TableBridge.Failure();
    private final List<Table> tables;

    private SqlDatabase(SpillDirectory spill, Connection connection, List<Table> tables) {
        this.spill = spill;
        this.connection = connection;
        this.tables = List.copyOf(tables);
    }

    /**
     * A column as people see it.
     *
     * @param table the name of the table
     * @param name of the column
     * @param type its type in SQL
     */
    public record Description(String table, String name, String type) {}

    /**
     * The tables of one journal, which stays open and must not be read by anybody else while a query runs.
     *
     * @throws java.io.UncheckedIOException when there is no room for temporary files
     * @throws LinkageError when the database's native library cannot be unpacked or loaded
     */
    public static SqlDatabase of(Timeline journal) {
        return of(all(List.of(new Recording("", journal))));
    }

    /**
     * The tables of both sides of a migration; otherwise as {@link #of}.
     *
     * @throws DifferentRedactionException when their bytes were replaced in different ways
     */
    public static SqlDatabase ofBoth(Timeline source, Timeline destination) {
        DifferentRedactionException.refuse(source.description(), destination.description());
        return of(all(List.of(new Recording("source", source), new Recording("destination", destination))));
    }

    /** The tables in the order in which they are shown to people. */
    private static List<Table> all(List<Recording> recordings) {
        return List.of(
                new EventTable(recordings),
                new FactTable(new FindingFacts(), recordings),
                new FactTable(new DeviceFacts(), recordings),
                new FactTable(new PhaseFacts(), recordings),
                new FactTable(new JournalFacts(), recordings));
    }

    /** Any tables. */
    static SqlDatabase of(List<Table> tables) {
        SpillDirectory spill = SpillDirectory.create();
        try {
            SqlDatabase database = new SqlDatabase(spill, Connections.locked(spill.path()), tables);
            for (Table table : database.tables) {
                TableBridge.show(table, database.connection, database.failure);
            }
            return database;
        } catch (SQLException failed) {
            spill.close();
            throw new IllegalStateException("the database does not start", failed);
        } catch (RuntimeException | Error failed) {
            spill.close();
            throw failed;
        }
    }

    /** All columns of all tables, in order. */
    public List<Description> describe() {
        List<Description> all = new ArrayList<>();
        for (Table table : tables) {
            for (Column column : table.columns()) {
                all.add(new Description(
                        table.name(), column.name(), column.type().name()));
            }
        }
        return all;
    }

    /**
     * Runs a query; its rows are read while they are asked for. One at a time.
     *
     * @param sql in the dialect of DuckDB; of several statements, the last one gives the rows
     * @throws QueryFailedException when it is refused or fails
     * @throws RuntimeException what reading a journal throws
     */
    public SqlRows query(String sql) {
        return SqlRows.of(connection, sql, failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException("the database does not end", failed);
        } finally {
            spill.close();
        }
    }
}
