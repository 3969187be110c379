package io.vfioreplay.engine.capture.qmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transcripts that somebody or something damaged. Invariants: nothing is thrown; each line is accounted for once (the summary
 * checks that); damage costs the line that it is in and what hangs on it.
 */
final class QmpRobustnessTest {

    private static final long SEED = 20_261_126;
    private static final String SMALL = """
            1700000000.1 src -> {"execute": "migrate", "id": 1}
            1700000001.1 src <- {"return": {}, "id": 1}
            1700000002.1 src <- {"timestamp": {"seconds": 1700000002, "microseconds": 0}, "event": "VFIO_MIGRATION", "data": {"device-id": "a", "device-state": "stop-copy"}}
            2023-11-14T22:13:23.5Z: event MIGRATION for domain 'dst': {"status": "active"}
            1700000004.1 src -> {"execute": "query-migrate"}
            1700000005.1 src <- {"return": {"status": "failed", "error-desc": "no"}}
            1700000006.1 src -- exit=-9
            {"return": {}}
            """;
    private static final int SMALL_LINES = 8;
    private static final int SMALL_EVENTS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @Test
    void import_survivesEveryDamagedByte() throws IOException {
        byte[] good = SMALL.getBytes(StandardCharsets.UTF_8);
        assertThat(read(good).events()).hasSize(SMALL_EVENTS);
        int fewest = SMALL_EVENTS;
        for (int flip : new int[] {0xff, 0x01}) {
            for (int at = 0; at < good.length; at++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) flip;
                Told told = read(bad);
                fewest = Math.min(fewest, told.events().size());
                assertThat(told.summary().records()).as("byte %d", at).isBetween(SMALL_LINES - 1L, SMALL_LINES + 1L);
                assertThat(told.events()).as("byte %d", at).hasSizeGreaterThanOrEqualTo(SMALL_EVENTS - 3);
            }
        }
        assertThat(fewest).isLessThan(SMALL_EVENTS);
    }

    @Test
    void import_keepsWhatIsThereWhenTheFileStopsAnywhere() throws IOException {
        byte[] good = SMALL.getBytes(StandardCharsets.UTF_8);
        int first = SMALL.indexOf('\n') + 1;
        int last = 0;
        for (int length = first; length <= good.length; length++) {
            Told told = read(Arrays.copyOf(good, length));
            int events = (int) told.events().stream()
                    .filter(event -> !event.kind().label().equals("captureDamaged"))
                    .count();
            assertThat(events).as("length %d", length).isGreaterThanOrEqualTo(last);
            last = events;
        }
        assertThat(last).isEqualTo(SMALL_EVENTS);
    }

    /** Lines of pieces that lines are made of, in any order, behind a good one. */
    @Test
    void import_survivesRandomLines() throws IOException {
        String[] pieces = {
            "1700000000.5 ",
            "src ",
            "dst ",
            "-> ",
            "<- ",
            "-- ",
            "{",
            "}",
            "\"",
            "\"execute\": ",
            "\"return\": ",
            "\"event\": ",
            "\"migrate\"",
            "\"query-migrate\"",
            "{\"status\": \"active\"}",
            "\"VFIO_MIGRATION\"",
            ", ",
            "\"data\": ",
            "{\"device-id\": \"a\", \"device-state\": \"running\"}",
            "exit=",
            "-6",
            "spawn ",
            "qmp closed ",
            "(QEMU) ",
            "event STOP for domain 'x': ",
            "mon=0x1 ",
            "buf=",
            "[",
            "\\u0000",
            "\0",
            "\u00e9",
            "9999999999 ",
            "\n",
            "\n",
            "\n"
        };
        long damaged = 0;
        long understood = 0;
        for (int round = 0; round < 400; round++) {
            Random random = new Random(SEED + round);
            StringBuilder text = new StringBuilder("{\"return\": {}}\n");
            for (int i = random.nextInt(200); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            Told told = read(text.toString().getBytes(StandardCharsets.UTF_8));
            damaged += told.summary().damaged();
            understood += told.summary().understood();
            assertThat(told.summary().events())
                    .as("seed %d", SEED + round)
                    .isEqualTo(told.events().size());
        }
        assertThat(damaged).isGreaterThan(150);
        assertThat(understood).isGreaterThan(100);
    }

    @Test
    void import_isBoundedHoweverManyNamesDevicesAndCommandsThereAre() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("1700000000 vm")
                    .append(i % 1000)
                    .append(" -> {\"execute\": \"c")
                    .append(i)
                    .append("\"}\n");
            text.append("1700000000 vm <- {\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 0},")
                    .append(" \"event\": \"VFIO_MIGRATION\", \"data\": {\"device-state\": \"stop\", \"device-id\": \"")
                    .append(i)
                    .append("\"}}\n");
        }
        Told told = read(text.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(told.summary().devices()).hasSize(1024);
        assertThat(told.summary().damaged()).isEqualTo(3000 - 1024);
        assertThat(told.summary().kinds()).hasSizeLessThan(520);
    }

    private Told read(byte[] bytes) throws IOException {
        Path file = directory.resolve("damaged");
        // Not by Files.write: a file system may flush a file that was emptied first, which takes ms each time.
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(bytes);
            out.setLength(bytes.length);
        }
        return Told.by(file);
    }
}
