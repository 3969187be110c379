package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** An SQLite table with a write-ahead log, {@value #BATCH_ROWS} rows a transaction. */
final class SqliteRows implements Contestant {

    static final String FILE = "events.sqlite";
    private static final int BATCH_ROWS = 1000;

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String description() {
        return "SQLite, write-ahead log, " + BATCH_ROWS + " rows a transaction";
    }

    @Override
    public int slowness() {
        return 32;
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        try {
            return new Rows(workload, DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(FILE)));
        } catch (SQLException failed) {
            throw new IllegalStateException("SQLite does not open in " + directory, failed);
        }
    }

    private static final class Rows implements Recording {

        private final Workload workload;
        private final Connection connection;
        private final PreparedStatement insert;
        private int waiting;

        Rows(Workload workload, Connection connection) throws SQLException {
            this.workload = workload;
            this.connection = connection;
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=NORMAL");
                statement.execute("CREATE TABLE event (sequence INTEGER PRIMARY KEY, time INTEGER, word INTEGER,"
                        + " address INTEGER, value INTEGER, origin INTEGER)");
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)");
        }

        @Override
        public void write(long from, long to) {
            try {
                for (long i = from; i < to; i++) {
                    put(i);
                    waiting++;
                    if (waiting == BATCH_ROWS) {
                        commit();
                    }
                }
            } catch (SQLException failed) {
                throw new IllegalStateException("SQLite does not write", failed);
            }
        }

        private void put(long i) throws SQLException {
            insert.setLong(1, i);
            insert.setLong(2, workload.timeNanos(i));
            insert.setLong(3, workload.word(i));
            insert.setLong(4, workload.address(i));
            insert.setLong(5, workload.value(i));
            insert.setLong(6, workload.origin());
            insert.addBatch();
        }

        private void commit() throws SQLException {
            insert.executeBatch();
            connection.commit();
            waiting = 0;
        }

        @Override
        public void finish() {
            try {
                commit();
            } catch (SQLException failed) {
                throw new IllegalStateException("SQLite does not write", failed);
            }
        }

        @Override
        public void close() {
            try (connection;
                    insert) {
                // Only closes.
            } catch (SQLException failed) {
                throw new IllegalStateException("SQLite does not close", failed);
            }
        }
    }
}
