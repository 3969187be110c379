package io.vfioreplay.engine.capture.mmiotrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants checked: every line counts once, every access becomes one event, and nothing stops an import. */
final class MmiotraceCaptureTest {

    private static final long SEED = 20_261_125;
    private static final String HEAD = """
            VERSION 20070824
            PCIDEV 0020 8086100e a feb80000 c041 0 0 0 0 feb00000 20000 40 0 0 0 0 40000 e1000
            PCIDEV 0030 1b360010 b febf4004 0 0 0 0 0 0 4000 0 0 0 0 0 0\s
            """;
    private static final String MAP = "MAP 64.830821 1 0xfeb80000 0xffa00000005e0000 0x20000 0x0 0\n";

    @TempDir
    private Path directory;

    @Test
    void import_accountsForEveryLineOfARealTrace() throws IOException {
        Imported trace = Imported.of(e1000());

        assertThat(trace.summary().records()).isEqualTo(14_060);
        assertThat(trace.summary().understood()).isEqualTo(14_060);
        assertThat(trace.summary().kinds())
                .containsOnly(
                        Map.entry("R", 7370L),
                        Map.entry("W", 6676L),
                        Map.entry("PCIDEV", 10L),
                        Map.entry("VERSION", 1L),
                        Map.entry("MAP", 1L),
                        Map.entry("UNMAP", 1L),
                        Map.entry("MARK", 1L));
        assertThat(trace.summary().devices()).containsExactly("00:04.0 8086:100e");
        assertThat(trace.of(EventKind.MMIO_READ)).hasSize(7370);
        assertThat(trace.of(EventKind.MMIO_WRITTEN)).hasSize(6676);
        assertThat(trace.summary().events()).isEqualTo(trace.events().size()).isEqualTo(14_046 + 1 + 3 + 1);
    }

    private Path e1000() throws IOException {
        Path copy = directory.resolve("mmiotrace.txt.gz");
        try (InputStream in =
                MmiotraceCaptureTest.class.getResourceAsStream("/captures/qemu/mmiotrace-e1000/mmiotrace.txt.gz")) {
            Files.copy(Objects.requireNonNull(in), copy);
        }
        return copy;
    }

    @Test
    void access_isAnOffsetInTheBarOfItsFunction() {
        Imported trace = Imported.of(
                directory,
                HEAD + MAP + "R 4 77.591310 1 0xfeb80008 0x80080781 0x0 0\nW 2 77.591311 1 0xfeb9fffe 0x1 0x0 0\n");

        Event read = trace.of(EventKind.MMIO_READ).get(0);
        assertThat(read.values()).containsExactly(0L, 8L, 4L, -1L);
        assertThat(read.payload().littleEndian()).isEqualTo(0x80080781L);
        assertThat(read.stamp().timeNanos()).isEqualTo(77_591_310_000L);
        assertThat(read.stamp().record()).isEqualTo(5);
        assertThat(read.stamp().result()).isEqualTo(Envelope.OK);
        Event write = trace.of(EventKind.MMIO_WRITTEN).get(0);
        assertThat(write.values()).containsExactly(0L, 0x1fffeL, 2L, -1L);
        assertThat(write.stamp().result()).isEqualTo(Envelope.UNOBSERVED);
        assertThat(trace.summary().devices()).containsExactly("00:04.0 8086:100e e1000");
    }

    @Test
    void device_isDescribedWithItsRegionsWhenItIsMapped() {
        Imported trace = Imported.of(directory, HEAD + MAP);

        assertThat(trace.of(EventKind.DEVICE_OPENED)).hasSize(1);
        assertThat(trace.of(EventKind.REGION_DESCRIBED))
                .extracting(Event::values)
                .containsExactly(List.of(0L, 3L, 0x20000L), List.of(1L, 3L, 0x40L), List.of(6L, 1L, 0x40000L));
    }

    @Test
    void mapping_isADeviceOfItsOwnOutsideAllBars() {
        Imported trace = Imported.of(
                directory,
                HEAD + "MAP 1.000000 7 0xfed00000 0xff00 0x1000 0x0 0\nR 8 1.000001 7 0xfed000f0 0x5 0x0 0\n"
                        + "R 1 1.000002 9 0xfec00010 0x5 0x0 0\n");

        assertThat(trace.summary().devices()).containsExactly("mapping 0xfed00000", "mapping 0xfec00000");
        assertThat(trace.of(EventKind.MMIO_READ))
                .extracting(Event::values)
                .containsExactly(List.of(0L, 0xf0L, 8L, -1L), List.of(0L, 0x10L, 1L, -1L));
        assertThat(trace.of(EventKind.MMIO_READ))
                .extracting(event -> event.stamp().device())
                .containsExactly(0, 1);
    }

    @Test
    void portsAndUnsetBars_holdNoMemory() {
        Imported trace = Imported.of(directory, HEAD + "R 1 1.000002 9 0xc041 0x5 0x0 0\n");

        assertThat(trace.summary().devices()).containsExactly("mapping 0xc000");
    }

    @Test
    void mark_isAMarkerAndLossesAreGaps() {
        Imported trace = Imported.of(
                directory,
                HEAD + "MARK 77.320134 marker: before rmmod\nMARK 0.000000 Lost 17 events.\n"
                        + "CPU:1 [LOST 3 EVENTS]\nCPU:0 [LOST EVENTS]\nMARK 0.000000 Lost and found\n");

        assertThat(trace.of(EventKind.MARKER_PLACED))
                .extracting(event -> event.payload().utf8())
                .containsExactly("marker: before rmmod", "Lost and found");
        assertThat(trace.of(EventKind.EVENTS_LOST))
                .extracting(event -> event.value("count").orElseThrow())
                .containsExactly(17L, 3L, -1L);
        assertThat(trace.summary().damaged()).isZero();
    }

    @Test
    void undecodedAccess_isAGapOfOne() {
        Imported trace = Imported.of(directory, HEAD + MAP + "UNKNOWN 65.000000 1 0xfeb80010 f3,a4,00 0x0 0\n");

        Event lost = trace.of(EventKind.EVENTS_LOST).get(0);
        assertThat(lost.value("count")).contains(1L);
        assertThat(lost.payload().utf8()).contains("region 0 at 0x10").endsWith("f3,a4,00");
        assertThat(lost.stamp().device()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "R 3 77.591310 1 0xfeb80008 0x1 0x0 0        | expected a width of 1, 2, 4 or 8 bytes, found \"3\"",
                "R 4 77.5913 1 0xfeb80008 0x1 0x0 0          | expected seconds with six decimals, found \"77.5913\"",
                "R 4 77591310 1 0xfeb80008 0x1 0x0 0         | expected seconds with six decimals, found \"77591310\"",
                "W 4 77.591310 x 0xfeb80008 0x1 0x0 0        | expected the number of a mapping, found \"x\"",
                "W 4 77.591310 1 feb8000g 0x1 0x0 0          | expected a physical address, found \"feb8000g\"",
                "W 2 77.591310 1 0xfeb80008 0x10000 0x0 0    | expected a value of 2 bytes, found \"0x10000\"",
                "W 4 77.591310 1 0xfeb80008                  | expected a value, found the end of the line",
                "W 4 77.591310 1 0xfeb80008 0x1 0x0 0 0      | expected the end of the line, found \"0\"",
                "PCIDEV 10020 8086100e a 1                   | expected bus and device of a PCI function in four digits",
                "UNKNOWN 65.000000 1 0xfeb80010 f3,a4 0x0 0  | expected three bytes of an instruction",
                "rw what?                                    | expected a line of an mmiotrace, found \"rw\"",
                "VERSION twenty                              | expected a version, found \"twenty\"",
                "CPU:1 [LOST x EVENTS]                       | expected [LOST n EVENTS]"
            })
    void damagedLine_saysWhatWasExpectedAndReadingGoesOn(String line, String why) {
        Imported trace = Imported.of(directory, HEAD + MAP + line + "\nR 4 77.591310 1 0xfeb80008 0x80080781 0x0 0\n");

        Event damage = trace.of(EventKind.CAPTURE_DAMAGED).get(0);
        assertThat(damage.payload().utf8()).contains(why);
        assertThat(damage.stamp().device()).isEqualTo(Envelope.HOST);
        assertThat(damage.stamp().record()).isEqualTo(5);
        assertThat(damage.values())
                .containsExactly(
                        (long) DamageKind.RECORD.ordinal(), (long) (HEAD + MAP).length(), (long) line.length());
        assertThat(trace.summary().firstDamage().orElseThrow())
                .startsWith("line 5, byte " + (HEAD + MAP).length() + ": expected");
        assertThat(trace.of(EventKind.MMIO_READ)).hasSize(1);
    }

    @Test
    void tornLastLine_isCutUnlessItIsWhole() {
        String whole = "R 4 77.591310 1 0xfeb80008 0x80080781 0x0 0";
        assertThat(Imported.of(directory, HEAD + MAP + whole).summary().damaged())
                .isZero();
        Imported torn = Imported.of(directory, HEAD + MAP + whole.substring(0, 36));
        assertThat(torn.of(EventKind.CAPTURE_DAMAGED).get(0).value("damage")).contains((long) DamageKind.CUT.ordinal());
    }

    @Test
    void tornCompression_keepsWhatWasReadBefore() throws IOException {
        byte[] whole = Files.readAllBytes(e1000());
        Path torn = directory.resolve("torn.gz");
        Files.write(torn, Arrays.copyOf(whole, whole.length / 2));
        Imported trace = Imported.of(torn);

        assertThat(trace.of(EventKind.MMIO_READ)).hasSizeGreaterThan(1000);
        assertThat(trace.summary().firstDamage()).isPresent();
        Event last = trace.events().get(trace.events().size() - 1);
        assertThat(last.kind()).isEqualTo(EventKind.CAPTURE_DAMAGED);
    }

    @Test
    void noise_neverStopsAnImport() throws IOException {
        Random random = new Random(SEED);
        byte[] text = (HEAD + MAP + "R 4 77.591310 1 0xfeb80008 0x80080781 0x0 0\n".repeat(200))
                .getBytes(StandardCharsets.ISO_8859_1);
        int headBytes = (HEAD + MAP).length();
        for (int round = 0; round < 200; round++) {
            byte[] noisy = text.clone();
            for (int i = 0; i < 50; i++) {
                noisy[headBytes + random.nextInt(noisy.length - headBytes)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(directory.resolve("noise.txt"), noisy);
            Imported trace = Imported.of(file);
            assertThat(trace.of(EventKind.CAPTURE_DAMAGED))
                    .as("seed %d round %d", SEED, round)
                    .hasSize((int) trace.summary().damaged());
        }
    }

    @Test
    void devices_areBoundedWhenAFileNamesMany() {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < AddressMap.DEVICES_MAX + 10; i++) {
            text.append("R 4 1.000000 1 0x")
                    .append(Long.toHexString(0x1_0000_0000L + i * 4096L))
                    .append(" 0x0 0x0 0\n");
        }
        Imported trace = Imported.of(directory, text.toString());

        assertThat(trace.summary().devices()).hasSize(AddressMap.DEVICES_MAX);
        assertThat(trace.summary().damaged()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1516@1795394122.573230:vfio_region_write  (0000:00:04.0:region0+0x10, 0x1, 4)\n",
                "vfio_region_write  (0000:00:04.0:region0+0x10, 0x1, 4)\n",
                "# tracer: nop\n#\n qemu-system-x86-1516  [001] .....  4122.573230: tracing_mark_write: vfio_x\n",
                "# tracer: nop\n#\n",
                "READ ME\n",
                "R\n",
                ""
            })
    void fits_isFalseForOtherTexts(String text) {
        assertThat(MmiotraceCapture.fits(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VERSION 20070824\n",
                "# tracer: mmiotrace\n#\nR 4 77.591310 1 0xfeb80008 0x80080781 0x0 0\n",
                "0xfeb80008 0x80080781 0x0 0\n\nW 1 1.000000 1 0x10 0xff 0x0 0\r\nMARK 1.000000 x\r\n"
            })
    void fits_isTrueForWholeAndTornBeginnings(String text) {
        assertThat(MmiotraceCapture.fits(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void open_refusesWhatIsNone() throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "hello\n");
        assertThatThrownBy(() -> MmiotraceCapture.open(file))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("not an mmiotrace");
    }
}
