package io.vfioreplay.engine.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a query gives, one after the other. One thread. */
public final class SqlRows implements AutoCloseable {

    private static final String TRACE = "\n\tat ";
    private static final String OFFSET_UNQUOTED = "(?is).*(?<![\"\\w.])offset(?![\"\\w]).*";
    private static final String OFFSET_HINT =
            "\noffset is a word of SQL too: write \"offset\" in double quotes, or e.offset of \"FROM events e\"";

    private final Statement statement;
    private final ResultSet rows;
    private final TableBridge.Failure failure;
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    private SqlRows(Statement statement, ResultSet rows, TableBridge.Failure failure) throws SQLException {
        this.statement = statement;
        this.rows = rows;
        this.failure = failure;
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
            types.add(columns.getColumnTypeName(i));
        }
    }

    static SqlRows of(Connection connection, String sql, TableBridge.Failure failure) {
        Statement statement = null;
        try {
            statement = connection.createStatement();
            if (!statement.execute(sql)) {
                throw new SQLException("the statement gives no rows; expected a query, for example SELECT");
            }
            return new SqlRows(statement, statement.getResultSet(), failure);
        } catch (SQLException failed) {
            close(statement);
            QueryFailedException told = told(failed, failure);
            boolean isHinted =
                    String.valueOf(told.getMessage()).startsWith("Parser Error") && sql.matches(OFFSET_UNQUOTED);
            throw isHinted ? new QueryFailedException(told.getMessage() + OFFSET_HINT) : told;
        }
    }

    private static void close(@Nullable Statement statement) {
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("a query does not end", failed);
        }
    }

    /** What a journal says comes first: it is the cause, and the database knows its text only. */
    private static QueryFailedException told(SQLException failed, TableBridge.Failure failure) {
        failure.rethrow();
        String message = String.valueOf(failed.getMessage());
        int trace = message.indexOf(TRACE);
        return new QueryFailedException((trace < 0 ? message : message.substring(0, trace)).strip());
    }

    /** The names of the columns, in order; names may come twice. */
    public List<String> columns() {
        return List.copyOf(names);
    }

    /** Whether the column holds numbers. */
    public boolean isNumeric(int column) {
        return SqlValues.isNumeric(types.get(column));
    }

    /**
     * Goes to the next row, at first to the first one.
     *
     * @return whether there is one
     * @throws QueryFailedException when the query fails on the way
     */
    public boolean next() {
        try {
            return rows.next();
        } catch (SQLException failed) {
            throw told(failed, failure);
        }
    }

    /**
     * A value of the row.
     *
     * @param column its index, from 0
     * @return null, or a {@link Boolean}, a {@link Long}, a {@link java.math.BigInteger}, a {@link java.math.BigDecimal}, a
     *     {@link Double} that is finite, a {@link String} (also for times, and for bytes as hex digits), a list or a map of such values
     */
    public @Nullable Object value(int column) {
        try {
            return SqlValues.read(rows, column + 1, types.get(column));
        } catch (SQLException failed) {
            throw told(failed, failure);
        }
    }

    @Override
    public void close() {
        close(statement);
    }
}
