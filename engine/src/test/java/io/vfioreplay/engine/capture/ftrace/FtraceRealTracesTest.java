package io.vfioreplay.engine.capture.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.migration.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces that kernels wrote. The numbers were counted in the traces, and in the logs of the two QEMUs, by other means. */
final class FtraceRealTracesTest {

    private static final String V1_OK = "v1-ok/host/ftrace-without-window.txt.gz";
    private static final String V2_OK = "v2-ok/host/ftrace-kprobes.txt.gz";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                V1_OK,
                V2_OK,
                "v1-corrupt-payload/host/ftrace-cut.txt.gz",
                "v1-fail-error-state/host/ftrace-kprobes.txt.gz",
                "v1-simple-ftrace/host/ftrace-head.txt.gz",
                "v2-ftrace-overflow/host/ftrace-kprobes.txt.gz",
                "vfio-pci-nvme-nommap/ftrace.txt.gz",
                "dma-nvme/ftrace-dma-nvme.txt",
                "dma-nvme/ftrace-function.txt",
                "dma-nvme/ftrace-function_graph.txt",
                "dma-nvme/trace_pipe-function.txt"
            })
    void readInto_accountsForEveryLineAndFindsNoDamage(String name) throws IOException {
        Path file = Traced.resource(directory, name);
        Traced trace = Traced.of(file);

        assertThat(trace.summary().records()).isEqualTo(linesOf(file));
        assertThat(trace.summary().damaged()).isZero();
        assertThat(trace.summary().kinds().values().stream().mapToLong(n -> n).sum())
                .isEqualTo(linesOf(file));
        assertThat(trace.summary().events()).isEqualTo(trace.events().size());
    }

    @Test
    void readInto_tellsBothDevicesOfAMigrationOfVersion1Apart() {
        Traced trace = Traced.of(Traced.resource(directory, V1_OK));

        assertThat(trace.summary().devices())
                .containsExactly("mtty of qemu-system-x86 5641", "mtty of qemu-system-x86 5646");
        assertThat(trace.states(0)).containsExactly("0x1 OK", "0x3 OK", "0x2 OK", "0x2 OK", "0x0 OK");
        assertThat(trace.states(1)).containsExactly("0x4 OK", "0x1 OK", "0x0 OK");
        assertThat(counts(trace, 0))
                .containsEntry(EventKind.MMIO_READ, 3198L)
                .containsEntry(EventKind.MMIO_WRITTEN, 2138L)
                .containsEntry(EventKind.DMA_COMPLETED, 2132L)
                .containsEntry(EventKind.DEVICE_STATE_READ, 5L)
                .containsEntry(EventKind.MIGRATION_REGISTER_READ, 18L);
        assertThat(counts(trace, 1))
                .containsEntry(EventKind.MMIO_READ, 2640L)
                .containsEntry(EventKind.MMIO_WRITTEN, 1760L)
                .containsEntry(EventKind.MIGRATION_REGISTER_WRITTEN, 4L);
    }

    @Test
    void readInto_givesTheRegisterSequenceThatQemuDrives() {
        Traced trace = Traced.of(Traced.resource(directory, V1_OK));

        assertThat(trace.of(EventKind.MIGRATION_REGISTER_READ, 0).stream()
                        .filter(event -> event.values().get(0) == 24)
                        .map(event -> event.values().get(2)))
                .containsExactly(0xf010L, 0xf010L, 0xa010L, 0x70L);
        assertThat(trace.of(EventKind.MIGRATION_REGISTER_WRITTEN, 1))
                .allSatisfy(event -> {
                    assertThat(event.stamp().result()).isEqualTo(Envelope.OK);
                    assertThat(event.stamp().durationNanos()).isPositive();
                })
                .extracting(event -> event.values().get(2))
                .containsExactly(0xf010L, 0xf010L, 0xa010L, 0x70L);
    }

    @Test
    void readInto_pairsEntryAndReturnOfVersion2() {
        Traced trace = Traced.of(Traced.resource(directory, V2_OK));

        assertThat(trace.states(0))
                .containsExactly(
                        "RUNNING_P2P OK", "RUNNING OK", "PRE_COPY OK", "PRE_COPY_P2P OK", "STOP_COPY OK", "STOP OK");
        assertThat(trace.states(1))
                .containsExactly("RESUMING OK", "RUNNING_P2P OK", "RUNNING OK", "RUNNING_P2P OK", "STOP OK");
        assertThat(trace.of(EventKind.MIGRATION_DATA_READ, 0))
                .extracting(event -> event.values().get(2))
                .containsExactly(24L, 0L, 0L, 0L, 0L, 0L, 0L, 72L, 0L);
        Event written = trace.of(EventKind.MIGRATION_DATA_WRITTEN, 1).get(0);
        assertThat(written.values()).containsExactly(-1L, 24L, 24L);
        assertThat(written.stamp().record()).isEqualTo(4940);
        assertThat(written.stamp().timeNanos()).isEqualTo(1_795_394_197_405_463_000L);
        assertThat(written.stamp().durationNanos()).isEqualTo(5_697_000L);
        assertThat(trace.of(EventKind.DEVICE_OPENED))
                .extracting(event -> Protocol.ofCode(event.values().get(0)).orElseThrow())
                .containsExactly(Protocol.V2, Protocol.V2);
    }

    @Test
    void readInto_keepsTheErrorOfARefusedState() {
        Traced trace = Traced.of(Traced.resource(directory, "v1-fail-error-state/host/ftrace-kprobes.txt.gz"));

        assertThat(trace.states(0)).containsExactly("0x1 OK", "0x3 OK", "0x2 EIO");
        assertThat(trace.states(1)).containsExactly("0x4 OK");
        List<Event> read = trace.of(EventKind.DEVICE_STATE_READ, 0);
        assertThat(read.get(read.size() - 1).values().get(0) & 0xff).isEqualTo(6);
        assertThat(bytes(trace, EventKind.MIGRATION_WINDOW_READ)).isEmpty();
    }

    @Test
    void readInto_showsTheOneByteThatWasAlteredOnTheWay() {
        Traced trace = Traced.of(Traced.resource(directory, "v1-corrupt-payload/host/ftrace-cut.txt.gz"));
        byte[] read = bytes(trace, EventKind.MIGRATION_WINDOW_READ);
        byte[] written = bytes(trace, EventKind.MIGRATION_WINDOW_WRITTEN);

        int both = Math.min(read.length, written.length);
        assertThat(both).isGreaterThan(2000);
        assertThat(trace.of(EventKind.MIGRATION_WINDOW_READ).get(0).values().get(0))
                .isEqualTo(0x1000);
        assertThat(trace.of(EventKind.MIGRATION_WINDOW_WRITTEN).get(0).values().get(0))
                .isEqualTo(0x1000);
        assertThat(trace.of(EventKind.MIGRATION_WINDOW_READ)).hasSizeLessThan(4);
        for (int i = 0; i < both; i++) {
            assertThat(written[i] & 0xff).as("byte %d", i).isEqualTo(i == 256 ? 0xf1 : read[i] & 0xff);
        }
        assertThat(read[256] & 0xff).isEqualTo(0xf0);
    }

    @Test
    void readInto_tellsHowManyOfTheOldestEventsWereOverwritten() {
        Traced trace = Traced.of(Traced.resource(directory, "v2-ftrace-overflow/host/ftrace-kprobes.txt.gz"));

        Event lost = trace.events().get(0);
        assertThat(lost.kind()).isEqualTo(EventKind.EVENTS_LOST);
        assertThat(lost.values()).containsExactly(4597L - 1024L, 1L);
        assertThat(lost.stamp().timeNanos()).isEqualTo(1_795_395_610_530_715_000L);
        assertThat(trace.summary().kinds()).containsEntry("(lost)", 1L);
    }

    @Test
    void readInto_takesTheDeviceFromTheTextOfDmaEvents() {
        Traced trace = Traced.of(Traced.resource(directory, "dma-nvme/ftrace-dma-nvme.txt"));

        assertThat(trace.summary().devices()).containsExactly("0000:00:06.0");
        assertThat(counts(trace, 0))
                .containsEntry(EventKind.DMA_ISSUED, 20L)
                .containsEntry(EventKind.DMA_COMPLETED, 20L)
                .containsEntry(EventKind.DMA_MAPPED, 6L);
        assertThat(trace.of(EventKind.DMA_ISSUED).get(0).values())
                .containsExactly(0x70b2000L, -1L, 1L, 0x70b2000L, 4096L);
        assertThat(trace.of(EventKind.MARKER_PLACED).get(0).payload().utf8()).isEqualTo("marker before rmmod");
        assertThat(trace.summary().irrelevant()).isEqualTo(12 + 25 + 25 + 25);
    }

    @Test
    void readInto_seesEveryAccessToARealDevice() {
        Traced trace = Traced.of(Traced.resource(directory, "vfio-pci-nvme-nommap/ftrace.txt.gz"));

        assertThat(trace.of(EventKind.MMIO_READ)).hasSize(15);
        assertThat(trace.of(EventKind.MMIO_WRITTEN)).hasSize(687);
        assertThat(trace.of(EventKind.DEVICE_RESET)).hasSize(1);
        assertThat(trace.of(EventKind.CONFIG_READ).get(0).values()).containsExactly(0L, 4096L, -1L);
        assertThat(trace.of(EventKind.CONFIG_READ).get(0).stamp().result()).isEqualTo(Envelope.UNOBSERVED);
    }

    @Test
    void readInto_countsAndSkipsFunctionTracers() {
        assertThat(kinds("dma-nvme/ftrace-function.txt")).isEqualTo(Map.of("(header)", 12L, "(function)", 5L));
        assertThat(kinds("dma-nvme/trace_pipe-function.txt")).isEqualTo(Map.of("(function)", 10L));
        assertThat(kinds("dma-nvme/ftrace-function_graph.txt"))
                .isEqualTo(Map.of("(header)", 4L, "(function_graph)", 8L));
    }

    @Test
    void readInto_doesNotEmitQemusOwnEventsWithoutAReader() {
        Traced trace = Traced.of(Traced.resource(directory, "v1-simple-ftrace/host/ftrace-head.txt.gz"));

        assertThat(trace.of(EventKind.MARKER_PLACED)).isEmpty();
        assertThat(trace.summary().kinds().get("tracing_mark_write")).isGreaterThan(50);
    }

    @Test
    void fits_knowsEveryTraceByItsHead() throws IOException {
        for (String name :
                List.of(V1_OK, "vfio-pci-nvme-nommap/ftrace.txt.gz", "dma-nvme/trace_pipe-function.txt", V2_OK)) {
            try (InputStream in = open(Traced.resource(directory, name))) {
                assertThat(FtraceCapture.fits(in.readNBytes(1 << 16))).as(name).isTrue();
            }
        }
    }

    private Map<String, Long> kinds(String name) {
        Traced trace = Traced.of(Traced.resource(directory, name));
        assertThat(trace.events()).isEmpty();
        assertThat(trace.summary().irrelevant()).isEqualTo(trace.summary().records());
        return trace.summary().kinds();
    }

    private static Map<EventKind, Long> counts(Traced trace, int device) {
        Map<EventKind, Long> counts = new TreeMap<>();
        for (Event event : trace.events()) {
            if (event.stamp().device() == device) {
                counts.merge(event.kind(), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static byte[] bytes(Traced trace, EventKind kind) {
        int length = 0;
        for (Event event : trace.of(kind)) {
            assertThat(event.payload().length()).isEqualTo(event.values().get(1).intValue());
            length += event.payload().length();
        }
        byte[] all = new byte[length];
        int at = 0;
        for (Event event : trace.of(kind)) {
            event.payload().copyTo(0, all, at, event.payload().length());
            at += event.payload().length();
        }
        return all;
    }

    private static long linesOf(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            return reader.lines().count();
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    }
}
