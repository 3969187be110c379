package io.vfioreplay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query reaches no file, no network and no extension, and cannot allow itself to. {@code DIR} is a directory of the test. */
final class HostileQueryTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/etc/passwd')",
                "SELECT * FROM read_json('DIR/secret')",
                "SELECT * FROM read_parquet('DIR/secret')",
                "SELECT * FROM parquet_metadata('DIR/secret')",
                "SELECT * FROM sniff_csv('DIR/secret')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM 'DIR/secret.csv'",
                "SELECT * FROM glob('DIR/*')",
                "COPY (SELECT 1) TO 'DIR/out.csv'",
                "COPY events TO 'DIR/out.parquet' (FORMAT parquet)",
                "CREATE TABLE t (a VARCHAR); COPY t FROM '/etc/passwd'",
                "ATTACH 'DIR/out.db'",
                "EXPORT DATABASE 'DIR/out'",
                "IMPORT DATABASE 'DIR'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "LOAD 'DIR/secret'",
                "INSTALL spatial FROM community",
                "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')",
                "SELECT * FROM 's3://bucket/x.parquet'",
                "SET enable_external_access = true",
                "SET lock_configuration = false",
                "SET temp_directory = 'DIR/out'",
                "SET threads = 64",
                "SET memory_limit = '1TB'",
                "SET autoinstall_known_extensions = true",
                "RESET enable_external_access",
                "PRAGMA profiling_output = 'DIR/out.json'",
                "PRAGMA enable_profiling",
                "CREATE PERSISTENT SECRET s (TYPE s3)",
                "SELECT getenv('HOME')"
            })
    void query_isRefusedWhenItReachesOut(String query) throws IOException {
        Files.writeString(temp.resolve("secret"), "1,2\n");
        Files.writeString(temp.resolve("secret.csv"), "1,2\n");
        try (Timeline timeline = Journals.record(temp.resolve("j.vfj"), sink -> {});
                SqlDatabase database = SqlDatabase.of(timeline)) {
            String meant = query.replace("DIR", temp.toString());
            assertThatThrownBy(() -> Journals.rows(database, meant)).isInstanceOf(QueryFailedException.class);
        }
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder("secret", "secret.csv", "j.vfj");
        }
    }

    @Test
    void query_leavesTheJournalAsItIsWhenItChangesTables() {
        try (Timeline timeline = Journals.record(
                        temp.resolve("j.vfj"),
                        sink -> sink.accept(
                                Stamp.at(1, 0),
                                EventKind.DEVICE_CLOSED,
                                new long[EventKind.FIELDS_MAX],
                                Payload.empty()));
                SqlDatabase database = SqlDatabase.of(timeline)) {
            assertThatThrownBy(() -> Journals.rows(database, "DELETE FROM events"))
                    .isInstanceOf(QueryFailedException.class);
            assertThat(Journals.rows(database, "SELECT count(*) FROM events")).isEqualTo(List.of(List.of(1L)));
        }
    }
}
