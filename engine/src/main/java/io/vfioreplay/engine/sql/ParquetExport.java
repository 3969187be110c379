package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.FlatEventSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes events as a Parquet file, with the columns of the table {@code events}. */
public final class ParquetExport {

    private ParquetExport() {}

    /**
     * Writes a new file, in place of one that is there.
     *
     * @param timeline the journal
     * @param range which positions
     * @param filter puts a condition in front of a sink, for example {@code filter::before}
     * @param file to write
     * @return how many events were written
     * @throws UncheckedIOException when the file cannot be written
     * @throws RuntimeException what reading the journal throws; there is no file then
     */
    public static long write(Timeline timeline, Range range, UnaryOperator<FlatEventSink> filter, Path file) {
        long[] count = {0};
        UnaryOperator<FlatEventSink> counted = sink -> filter.apply((envelope, kind, values, payload) -> {
            count[0]++;
            sink.accept(envelope, kind, values, payload);
        });
        Path part = file.resolveSibling(file.getFileName() + ".part"); // What is there stays until all is written.
        TableBridge.Failure failure = new TableBridge.Failure();
        try {
            Files.deleteIfExists(part); // The database would write through a link of this name.
            copy(new EventTable(List.of(new Recording("", timeline)), range, counted), part, failure);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return count[0];
        } catch (SQLException failed) {
            failure.rethrow();
            throw new UncheckedIOException("cannot write " + file, new IOException(failed.getMessage(), failed));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        } finally {
            delete(part);
        }
    }

    private static void copy(EventTable events, Path file, TableBridge.Failure failure) throws SQLException {
        try (SpillDirectory spill = SpillDirectory.create();
                Connection database = Connections.writing(spill.path());
                Statement statement = database.createStatement()) {
            TableBridge.show(events, database, failure);
            String name = file.toString().replace("'", "''");
            statement.execute("COPY events TO '" + name + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            // What stopped the writing is told; a part of a file that cannot be removed is no Parquet file.
        }
    }
}
