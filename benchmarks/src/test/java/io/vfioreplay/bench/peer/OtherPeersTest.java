package io.vfioreplay.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.bench.workload.Workload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The contestants that are neither Chronicle nor ours: what they wrote is what they were given. */
final class OtherPeersTest {

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 21})
    void aeron_hasRecordedEveryMessageWhenItHasFinished(int eventsPerMessage) {
        Run.Said said = Run.of(new AeronArchiveStream(eventsPerMessage), directory);
        assertThat(said.publishedEvents()).isBetween((long) Run.EVENTS - eventsPerMessage, (long) Run.EVENTS);
        assertThat(said.storedBytes()).isGreaterThan((long) Run.EVENTS * Workload.EVENT_BYTES);
    }

    @Test
    void flightRecorder_holdsEveryEvent() throws IOException {
        Run.of(new FlightRecorderEvents(), directory);

        List<RecordedEvent> events = RecordingFile.readAllEvents(directory.resolve(FlightRecorderEvents.FILE)).stream()
                .filter(event -> event.getEventType().getName().endsWith("Access"))
                .sorted(Comparator.comparingLong(event -> event.getLong("sequence")))
                .toList();
        assertThat(events).hasSize(Run.EVENTS);
        for (int i = 0; i < Run.EVENTS; i++) {
            RecordedEvent event = events.get(i);
            Run.assertEvent(
                    i,
                    event.getLong("sequence"),
                    event.getLong("timeNanos"),
                    event.getLong("word"),
                    event.getLong("address"),
                    event.getLong("value"),
                    event.getLong("origin"));
        }
    }

    @Test
    void rocksDb_holdsEveryEventUnderItsSequence() throws RocksDBException {
        Run.of(new RocksDbBatches(), directory);

        int count = 0;
        String path = directory.resolve(RocksDbBatches.DIRECTORY).toString();
        try (RocksDB database = RocksDB.openReadOnly(path);
                RocksIterator rows = database.newIterator()) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                ByteBuffer rest = ByteBuffer.wrap(rows.value()).order(ByteOrder.LITTLE_ENDIAN);
                Run.assertEvent(
                        count,
                        ByteBuffer.wrap(rows.key()).getLong(),
                        rest.getLong(),
                        rest.getLong(),
                        rest.getLong(),
                        rest.getLong(),
                        rest.getLong());
                count++;
            }
        }
        assertThat(count).isEqualTo(Run.EVENTS);
    }

    @Test
    void sqlite_holdsEveryEventAsARow() throws SQLException {
        Run.of(new SqliteRows(), directory);

        int count = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteRows.FILE));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM event ORDER BY sequence")) {
            for (; rows.next(); count++) {
                Run.assertEvent(
                        count,
                        rows.getLong(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6));
            }
        }
        assertThat(count).isEqualTo(Run.EVENTS);
    }
}
