package io.vfioreplay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 faults at the addresses 0, 1, 2 and so on: more than one portion of rows. */
final class ParquetExportTest {

    private static final int EVENTS = 10_000;

    @TempDir
    private Path temp;

    private static void faults(FlatEventSink sink) {
        for (int i = 0; i < EVENTS; i++) {
            long[] values = new long[EventKind.FIELDS_MAX];
            values[0] = i;
            sink.accept(Stamp.at(i, 0), EventKind.PAGE_FAULT_BEGAN, values, Payload.empty());
        }
    }

    private Timeline faults() {
        return Journals.record(temp.resolve("j.vfj"), ParquetExportTest::faults);
    }

    @Test
    void write_givesAllEventsInOrder() throws SQLException {
        Path file = temp.resolve("it's all.parquet");
        try (Timeline timeline = faults()) {
            assertThat(ParquetExport.write(timeline, Range.ALL, sink -> sink, file))
                    .isEqualTo(EVENTS);
        }
        assertThat(read(file, "SELECT count(*), count(DISTINCT address), max(kind) FROM"))
                .containsExactly("10000|10000|pageFaultBegan");
        assertThat(read(
                        file,
                        "SELECT count(*) FROM (SELECT position, row_number() OVER () - 1 AS n FROM",
                        ") WHERE position = n"))
                .containsExactly("10000");
    }

    @Test
    void write_hasTheColumnsOfTheTableAndIsCompressedWithZstandard() throws SQLException {
        Path file = temp.resolve("all.parquet");
        try (Timeline timeline = faults();
                SqlDatabase database = SqlDatabase.of(timeline)) {
            ParquetExport.write(timeline, Range.ALL, sink -> sink, file);
            List<String> columns = database.describe().stream()
                    .filter(column -> column.table().equals("events"))
                    .map(column -> column.name() + "|" + column.type())
                    .toList();
            assertThat(read(file, "SELECT column_name, column_type FROM (DESCRIBE FROM", ")"))
                    .isEqualTo(columns);
        }
        assertThat(read("SELECT DISTINCT compression FROM parquet_metadata('" + file + "')"))
                .containsExactly("ZSTD");
    }

    @Test
    void write_keepsToTheRangeAndTheFilter() throws SQLException {
        Path file = temp.resolve("some.parquet");
        Filter filter = Filter.parse("address in {0..5, 4000..4001, 9000}");
        try (Timeline timeline = faults()) {
            assertThat(ParquetExport.write(
                            timeline, new Range(3, 9000), filter.matcher(timeline.originNanos())::before, file))
                    .isEqualTo(5);
        }
        assertThat(read(file, "SELECT position FROM")).containsExactly("3", "4", "5", "4000", "4001");
    }

    @Test
    void write_leavesWhatWasThereWhenItFails() throws Exception {
        Path file = Files.writeString(temp.resolve("old.parquet"), "old");
        try (Timeline timeline = faults()) {
            assertThatThrownBy(() -> ParquetExport.write(timeline, Range.ALL, sink -> failing(), file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no more");
            assertThatThrownBy(() ->
                            ParquetExport.write(timeline, Range.ALL, sink -> sink, temp.resolve("none/x.parquet")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("x.parquet");
        }
        assertThat(file).hasContent("old");
        assertThat(temp.resolve("old.parquet.part")).doesNotExist();
    }

    private static FlatEventSink failing() {
        return (envelope, kind, values, payload) -> {
            throw new IllegalStateException("no more");
        };
    }

    private List<String> read(Path file, String before) throws SQLException {
        return read(file, before, "");
    }

    private List<String> read(Path file, String before, String after) throws SQLException {
        return read(before + " read_parquet('" + file.toString().replace("'", "''") + "')" + after);
    }

    private List<String> read(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection database = Connections.writing(temp);
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
                lines.add(String.join("|", cells));
            }
        }
        return lines;
    }
}
