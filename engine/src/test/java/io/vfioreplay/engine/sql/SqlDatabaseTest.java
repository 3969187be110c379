package io.vfioreplay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.format.CorruptJournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries about one journal and two, and what happens when they fail. */
final class SqlDatabaseTest {

    private static final int RUNNING = 2;
    private static final int STOP_COPY = 3;
    private static final String NEEDLE = "0123456789abcdef".repeat(100);

    @TempDir
    private Path temp;

    private static Consumer<FlatEventSink> faults(int count) {
        return sink -> {
            EventSink events = new Flattener(sink);
            for (int i = 0; i < count; i++) {
                events.pageFaultBegan(Stamp.at(i, 0), i);
            }
        };
    }

    @Test
    void query_givesEveryEventOnceAndInOrderWhenThereAreMoreThanOnePortion() {
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), faults(5_000));
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThat(
                            Journals.rows(
                                    database,
                                    "SELECT count(*), count(DISTINCT position), sum(address), bool_and(position = address) FROM events"))
                    .hasToString("[[5000, 5000, 12497500, true]]");
        }
    }

    @Test
    void sinceNs_countsFromTheFirstEventInEveryBlock() {
        Random random = new Random(7);
        Consumer<FlatEventSink> reads = sink -> {
            EventSink events = new Flattener(sink);
            for (int i = 0; i < 5_000; i++) {
                Payload value = Payload.ofLittleEndian(random.nextInt(), Integer.BYTES);
                events.mmioRead(Stamp.at(i, 0), random.nextInt(2), random.nextInt(64) * 4L, 4, EventSink.CPU, value);
            }
        };
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), reads);
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThat(Journals.rows(database, "SELECT count(*), bool_and(since_ns = position) FROM events"))
                    .hasToString("[[5000, true]]");
        }
    }

    @Test
    void query_readsAJournalTwiceWhenATableIsJoinedWithItself() {
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), faults(3_000));
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThat(Journals.rows(
                            database, "SELECT count(*) FROM events a JOIN events b ON a.position = b.position + 1"))
                    .hasToString("[[2999]]");
        }
    }

    @Test
    void tables_haveASideWhenThereAreTwoJournals() {
        try (Timeline source = Journals.record(temp.resolve("s.vfj"), faults(3));
                Timeline destination = Journals.record(temp.resolve("d.vfj"), faults(2));
                SqlDatabase database = SqlDatabase.ofBoth(source, destination)) {
            assertThat(Journals.rows(database, "SELECT side, position FROM events"))
                    .hasToString("[[source, 0], [source, 1], [source, 2], [destination, 0], [destination, 1]]");
            assertThat(Journals.rows(
                            database, "SELECT side, value FROM journal WHERE key = 'events' ORDER BY side DESC"))
                    .hasToString("[[source, 3], [destination, 2]]");
            assertThat(database.describe())
                    .filteredOn(column -> column.name().equals("side"))
                    .hasSize(5);
        }
    }

    @Test
    void phases_areTheStatesOneAfterTheOther() {
        Consumer<FlatEventSink> events = sink -> {
            EventSink calls = new Flattener(sink);
            calls.deviceOpened(Stamp.at(1_000, 0), Protocol.V2, Payload.ofUtf8("card"));
            calls.pageFaultBegan(Stamp.at(Envelope.NO_TIME, 0), 1);
            calls.deviceStateSet(Stamp.at(5_000, 0), DeviceState.of(Protocol.V2, STOP_COPY), EventSink.NO_DATA_FD);
            calls.pageFaultBegan(Stamp.at(7_000, 0), 1);
        };
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), events);
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThat(Journals.rows(
                            database,
                            "SELECT device, state, from_position, to_position, from_time, duration_ns FROM phases"))
                    .isEqualTo(List.of(
                            row(0L, DeviceState.of(Protocol.V2, RUNNING).label(), 0L, 1L, time(1), 4_000L),
                            row(0L, "STOP_COPY", 2L, 3L, time(5), 2_000L)));
            assertThat(Journals.rows(database, "SELECT name, protocol, state FROM devices"))
                    .isEqualTo(List.of(row("card", "v2", "STOP_COPY")));
        }
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static String time(int micros) {
        return "1970-01-01 00:00:00.%06d000".formatted(micros);
    }

    @Test
    void value_isPlainWhateverItsType() {
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), faults(1));
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThat(Journals.rows(
                            database,
                            "SELECT NULL, true, 1::TINYINT, 170141183460469231731687303715884105727, 1.50, 0.5::DOUBLE,"
                                    + " 'nan'::DOUBLE, 'x', '\\x01'::BLOB, [1, NULL], {'a': [2]}, MAP {'k': 'v'},"
                                    + " DATE '2020-01-02', TIMESTAMP '2020-01-02 03:04:05', INTERVAL 3 HOUR"))
                    .hasToString(
                            "[[null, true, 1, 170141183460469231731687303715884105727, 1.50, 0.5, NaN, x, 01, [1, null],"
                                    + " {a=[2]}, {k=v}, 2020-01-02, 2020-01-02 03:04:05.000000, 03:00:00]]");
        }
    }

    @Test
    void query_saysWhereItIsWrong() {
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), faults(1));
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThatThrownBy(() -> database.query("SELECT adress FROM events"))
                    .isInstanceOf(QueryFailedException.class)
                    .hasMessageContaining("address")
                    .hasMessageContaining("LINE 1");
            assertThatThrownBy(() -> database.query("SELECT position, offset FROM events"))
                    .isInstanceOf(QueryFailedException.class)
                    .hasMessageContaining("\"offset\"");
            assertThatThrownBy(() -> database.query("CREATE TABLE t (a INTEGER)"))
                    .isInstanceOf(QueryFailedException.class)
                    .hasMessageContaining("SELECT");
            assertThat(Journals.rows(database, "SELECT count(*) FROM events")).hasToString("[[1]]");
        }
    }

    @Test
    void query_throwsWhatTheJournalThrowsWhenItIsDamaged() throws IOException {
        Path journal = temp.resolve("j.vfj");
        Journals.record(journal, SqlDatabaseTest::texts).close();
        damage(journal);
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT);
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThatThrownBy(() -> Journals.rows(database, "SELECT max(text) FROM events"))
                    .isInstanceOf(CorruptJournalException.class);
        }
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.SKIP);
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThat(Journals.rows(database, "SELECT count(*) FROM events WHERE kind = 'vcpusStarted'"))
                    .hasToString("[[2]]");
            assertThat(timeline.damage()).isNotEmpty();
        }
    }

    private static void texts(FlatEventSink sink) {
        EventSink events = new Flattener(sink);
        events.vcpusStarted(Stamp.at(1, Envelope.HOST), Payload.ofUtf8("before"));
        events.markerPlaced(Stamp.at(2, Envelope.HOST), Payload.ofUtf8(NEEDLE));
        events.vcpusStarted(Stamp.at(3, Envelope.HOST), Payload.ofUtf8("behind"));
    }

    /** Alters one byte of the long text, which is stored apart. */
    private static void damage(Path journal) throws IOException {
        byte[] needle = NEEDLE.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(NEEDLE);
                if (at >= 0) {
                    bytes[at + needle.length / 2] ^= 1;
                    Files.write(file, bytes);
                    return;
                }
            }
        }
        throw new IllegalStateException("the text is in no file of " + journal);
    }

    @Test
    void query_stopsReadingWhenItHasEnoughRows() {
        long[] read = {0};
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), faults(50_000))) {
            EventTable table = new EventTable(
                    List.of(new Recording("", timeline)), Range.ALL, sink -> (envelope, kind, values, payload) -> {
                        read[0]++;
                        sink.accept(envelope, kind, values, payload);
                    });
            try (SqlDatabase database = SqlDatabase.of(List.of(table))) {
                assertThat(Journals.rows(database, "SELECT position FROM events LIMIT 3"))
                        .hasToString("[[0], [1], [2]]");
            }
        }
        assertThat(read[0]).isPositive().isLessThan(10_000);
    }

    @Test
    void close_removesTheDirectoryForWhatDoesNotFitIntoMemory() {
        Path spill;
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), faults(10));
                SqlDatabase database = SqlDatabase.of(timeline)) {
            spill = Path.of((String) Journals.rows(database, "SELECT current_setting('temp_directory')")
                    .get(0)
                    .get(0));
            assertThat(spill).isDirectory();
        }
        assertThat(spill).doesNotExist();
    }
}
