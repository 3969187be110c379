package io.vfioreplay.engine.capture.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Invariants checked: nothing that a file holds stops the reading; every line counts once; the first damaged place is named.
 *
 * <p>Areas not verified: files beyond memory.
 */
final class FtraceDamageTest {

    private static final long SEED = 20_261_125;
    private static final String READ = " q-1 [000] ..... 1.000000: mtty_read: () pos=0x10 count=4\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPU:1 [LOST 5 EVENTS]     | 5",
                "[LOST 18 EVENTS]          | 18",
                "CPU:0 [LOST EVENTS]       | -1",
                "CPU:0 [EVENTS DROPPED]    | -1",
                "CPU:7 [204600 EVENTS DROPPED] | 204600"
            })
    void lostEvents_becomeAGapAtTheTimeBefore(String line, long count) {
        Traced trace = Traced.ofText(directory, READ + line.strip() + "\n" + READ.replace("1.0", "2.0"));

        Event lost = trace.of(EventKind.EVENTS_LOST).get(0);
        assertThat(lost.values()).containsExactly(count, 1L);
        assertThat(lost.stamp().timeNanos()).isEqualTo(1_000_000_000L);
        assertThat(lost.stamp().device()).isEqualTo(Envelope.HOST);
        assertThat(lost.stamp().record()).isEqualTo(2);
        assertThat(trace.summary().understood()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPU:1 [LOST x EVENTS]      | 1",
                "# entries-in-buffer/entries-written: 5/5   #P:2 | 0",
                "# entries-in-buffer/entries-written: 9/5   #P:2 | 0",
                "# entries-in-buffer/entries-written: 5x7        | 0",
                "# entries-in-buffer/entries-written: 5/         | 0"
            })
    void lostEvents_areNoneWhereNoNumberIsOrNoneIsMissing(String line, long damaged) {
        Traced trace = Traced.ofText(directory, line.strip() + "\n" + READ);

        assertThat(trace.of(EventKind.EVENTS_LOST)).isEmpty();
        assertThat(trace.summary().damaged()).isEqualTo(damaged);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "garbage | found \"garbage\", expected TASK-TID [CPU] SECONDS.FRACTION: EVENT: TEXT",
                "q-1 [000] ..... 1.0 mtty_read: | found \"q-1 [000] ..... 1.0 mtty_read:\", expected a time such as 123.456789:",
                "q-1 [000] ..... 1.000000: | found \"q-1 [000] ..... 1.000000:\", expected the name of an event",
                "q-1 [000] 1.000000: mtty_read (x) | found \"q-1 [000] 1.000000: mtty_read (x)\", expected a colon behind the name of an event",
                "q-1 [000] 1.000000: mtty_read: pos=0x10 | mtty_read: found no field count, expected count=NUMBER",
                "q-1 [000] 1.000000: mtty_read: pos=0xZ count=1 | mtty_read: found pos=0xZ, expected a number",
                "q-1 [000] 1.000000: mtty_read: pos=0x1 count=-1 | mtty_read: found length -1, expected 0 to 2147483647",
                "q-1 [000] 1.000000: dma_alloc: dma_addr=0 size=1 | dma_alloc: found no device, expected its name in front, and at most 4096 devices",
                "q-1 [000] 1.000000: v1_touch: off=0x0 count=4 val=0 | v1_touch: found no field w, expected w=NUMBER"
            })
    void damage_saysWhereWhatWasFoundAndExpected(String line, String what) {
        Traced trace = Traced.ofText(directory, READ + line.strip() + "\n" + READ);

        String text = "line 2 at byte " + READ.length() + ": " + what.strip();
        assertThat(trace.summary().firstDamage()).contains(text);
        assertThat(trace.summary().damaged()).isEqualTo(1);
        assertThat(trace.of(EventKind.MMIO_READ)).hasSize(2);
        Event damage = trace.of(EventKind.CAPTURE_DAMAGED).get(0);
        assertThat(damage.values()).containsExactly((long) DamageKind.RECORD.ordinal(), (long) READ.length(), (long)
                line.strip().length());
        assertThat(damage.payload().utf8()).isEqualTo(text);
        assertThat(damage.stamp().device()).isEqualTo(Envelope.HOST);
        assertThat(damage.stamp().timeNanos()).isEqualTo(1_000_000_000L);
    }

    @Test
    void damage_ofTheReturnLeavesItsBeginningWithoutAnAnswer() {
        Traced trace = Traced.ofText(
                directory,
                " q-1 [000] 1.000000: mtty_set_state: () new=3\n q-1 [000] 1.000001: mtty_set_state_ret: () fd_or_err=?\n");

        assertThat(trace.states(0)).containsExactly("STOP_COPY UNOBSERVED");
        assertThat(trace.summary().damaged()).isEqualTo(1);
    }

    @Test
    void tornLine_isCutEvenIfItCouldBeRead() {
        Traced trace = Traced.ofText(directory, READ + READ.strip());

        assertThat(trace.of(EventKind.MMIO_READ)).hasSize(1);
        assertThat(trace.of(EventKind.CAPTURE_DAMAGED).get(0).values().get(0)).isEqualTo(DamageKind.CUT.ordinal());
        assertThat(trace.summary().firstDamage())
                .get()
                .asString()
                .startsWith("line 2 at byte " + READ.length() + ": the file ends inside a line: found ");
    }

    @Test
    void longLine_isDamaged() {
        Traced trace = Traced.ofText(directory, READ + "x".repeat(100_000) + "\n" + READ);

        assertThat(trace.summary().damaged()).isEqualTo(1);
        assertThat(trace.of(EventKind.MMIO_READ)).hasSize(2);
    }

    @Test
    void compressedFileThatEndsEarly_keepsWhatWasRead() throws IOException {
        byte[] whole = Files.readAllBytes(Traced.resource(directory, "v2-ok/host/ftrace-kprobes.txt.gz"));
        Traced trace = Traced.of(Traced.write(directory, Arrays.copyOf(whole, whole.length / 2)));

        assertThat(trace.of(EventKind.MMIO_READ)).hasSizeGreaterThan(500);
        assertThat(trace.of(EventKind.CAPTURE_DAMAGED)).isNotEmpty();
        assertThat(trace.summary().firstDamage()).isPresent();
    }

    @Test
    void emptyFile_hasNothing() {
        Traced trace = Traced.ofText(directory, "");

        assertThat(trace.events()).isEmpty();
        assertThat(trace.summary().records()).isZero();
    }

    @Test
    void flippedByte_neverStopsTheReading() {
        String small = """
                # tracer: nop
                 q-1 [000] ..... 1.000000: v1_touch: () off=0x1000 count=8 w=0 val=0x1
                 q-1 [000] ..... 1.000001: mtty_set_state: () new=3
                CPU:1 [LOST 5 EVENTS]
                 q-1 [000] ..... 1.000002: mtty_set_state_ret: () fd_or_err=0x0
                 q-1 [000] ..... 1.000003: tracing_mark_write: vfio_x y
                  more
                 q-1 [000] ..... 1.000004: dma_map_page: 0000:00:06.0 dir=TO_DEVICE dma_addr=70b2000 size=4096 attrs=
                """;
        byte[] bytes = small.getBytes(StandardCharsets.US_ASCII);

        assertThat(damagedLinesOfFlips(bytes)).isGreaterThan(bytes.length / 8);
    }

    @Test
    void flippedByteOfARealTrace_neverStopsTheReading() throws IOException {
        byte[] whole = Files.readAllBytes(Traced.resource(directory, "dma-nvme/ftrace-dma-nvme.txt"));
        byte[] bytes = Arrays.copyOf(whole, 2500);

        assertThat(damagedLinesOfFlips(bytes)).isGreaterThan(bytes.length / 20);
    }

    private long damagedLinesOfFlips(byte[] bytes) {
        long damaged = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            Traced trace = Traced.of(Traced.write(directory, flipped));
            assertThat(trace.summary().records()).as("byte %d", i).isEqualTo(linesOf(flipped));
            assertThat(trace.of(EventKind.CAPTURE_DAMAGED))
                    .hasSize((int) trace.summary().damaged());
            damaged += trace.summary().damaged();
        }
        return damaged;
    }

    @Test
    void randomLines_neverStopTheReading() {
        Random random = new Random(SEED);
        List<String> pieces = List.of(
                " q-1",
                "-",
                "[000]",
                "[",
                " ",
                "1.000000:",
                "mtty_read:",
                "v1_touch:",
                " off=0x1000",
                " count=8",
                " w=1",
                " val=0x",
                "pos=0x7",
                "mtty_set_state:",
                " new=",
                "99999999999999999999999",
                "_ret:",
                "\n",
                "\n",
                "CPU:",
                "[LOST 5 EVENTS]",
                "tracing_mark_write:",
                "# ",
                "<-",
                " 0)",
                "\0",
                "\r\n",
                "\u00ff",
                "=",
                "consume_ret:");
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                text.append(
                        random.nextInt(3) == 0
                                ? " q-" + random.nextInt(3) + " [000] 1.000000: "
                                : pieces.get(random.nextInt(pieces.size())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            Traced trace = Traced.of(Traced.write(directory, bytes));
            assertThat(trace.summary().records())
                    .as("seed %d round %d: %s", SEED, round, text)
                    .isEqualTo(linesOf(bytes));
        }
    }

    private static long linesOf(byte[] bytes) {
        long lines = 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines + (bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0);
    }
}
