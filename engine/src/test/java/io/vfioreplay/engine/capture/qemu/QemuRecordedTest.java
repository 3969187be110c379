package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What QEMU 7.2 (v1) and 10.0 (v2) wrote in recorded migrations, some of them made to fail. Numbers are those that other programs
 * count in the same files.
 */
final class QemuRecordedTest {

    /** The files of one side, and what became of the states of its devices; the first device's with two. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1-ok/source                   | 0x1, 0x3, 0x2, 0x2, 0x0",
                "v1-ok/destination              | 0x4, 0x1, 0x0",
                "v1-plain/source                | 0x1, 0x3, 0x2, 0x2, 0x0",
                "v1-plain/destination           | 0x4, 0x1, 0x0",
                "v1-fail-saving/source          | 0x1, 0x3!EIO, 0x1, 0x0",
                "v1-fail-saving/destination     | 0x4",
                "v1-fail-error-state/source     | 0x1, 0x3, 0x2!EIO, read 0x6",
                "v1-fail-error-state/destination| 0x4",
                "v1-mismatch/source             | 0x1, 0x3, 0x2, 0x2, 0x0",
                "v1-mismatch/destination        | 0x4",
                "v1-two-devices/destination     | 0x4, 0x1, 0x0",
                "v2-ok/source                   | RUNNING_P2P, RUNNING, PRE_COPY, PRE_COPY_P2P, STOP_COPY, STOP",
                "v2-ok/destination              | RESUMING, RUNNING_P2P, RUNNING, RUNNING_P2P, STOP",
                "v2-plain/source                | RUNNING_P2P, RUNNING, PRE_COPY, PRE_COPY_P2P, STOP_COPY, STOP",
                "v2-plain/destination           | RESUMING, RUNNING_P2P, RUNNING, RUNNING_P2P, STOP",
                "v2-tid/destination             | RESUMING, RUNNING_P2P, RUNNING, RUNNING_P2P, STOP",
                "v2-mismatch/destination        | RESUMING",
                "v2-cancel/destination          | RESUMING",
                "v2-log-full/source             | RUNNING_P2P, RUNNING"
            })
    void states_areThoseThatTheDeviceWentThrough(String side, String states) {
        assertThat(String.join(", ", read(side).states(0))).isEqualTo(states);
    }

    @Test
    void secondDevice_hasTheSameHistoryInADifferentOrder() {
        Logged log = read("v1-two-devices/destination");

        assertThat(log.states(1)).containsExactly("0x4", "0x1", "0x0");
        assertThat(log.states()).containsExactly("0x4", "0x4", "0x1", "0x1", "0x0", "0x0");
        assertThat(log.of(EventKind.VCPUS_STARTED)).hasSize(1);
    }

    /** Bytes that were moved, and how many accesses of the guest there are. */
    @ParameterizedTest
    @CsvSource({
        "v1-ok/source, 164000, 0, 3198, 2138",
        "v1-ok/destination, 0, 164000, 2640, 1760",
        "v1-plain/source, 164000, 0, 1869, 1252",
        "v1-plain/destination, 0, 164000, 1573, 1049",
        "v1-fail-error-state/source, 163888, 0, 1455, 976",
        "v1-mismatch/source, 164000, 0, 3069, 2052",
        "v1-mismatch/destination, 0, 163888, 0, 0",
        "v2-ok/source, 96, 0, 2925, 1956",
        "v2-ok/destination, 0, 96, 1503, 1002",
        "v2-plain/source, 96, 0, 1335, 896",
        "v2-plain/destination, 0, 96, 1950, 1301",
        "v2-tid/destination, 0, 96, 1782, 1188",
        "v2-mismatch/destination, 0, 0, 0, 0",
        "v2-log-full/source, 0, 0, 343, 235"
    })
    void bytesAndAccesses_areThoseOfTheLog(String side, long saved, long loaded, int reads, int writes) {
        Logged log = read(side);

        assertThat(accepted(log, EventKind.MIGRATION_WINDOW_READ, "length")
                        + accepted(log, EventKind.MIGRATION_DATA_READ, "count"))
                .isEqualTo(saved);
        assertThat(accepted(log, EventKind.MIGRATION_REGISTER_WRITTEN, "value")
                        + accepted(log, EventKind.MIGRATION_DATA_WRITTEN, "count"))
                .isEqualTo(loaded);
        assertThat(log.of(EventKind.MMIO_READ)).hasSize(reads);
        assertThat(log.of(EventKind.MMIO_WRITTEN)).hasSize(writes);
    }

    private static long accepted(Logged log, EventKind kind, String field) {
        return log.of(kind).stream()
                .filter(event -> event.stamp().result() == Envelope.OK)
                .mapToLong(event -> event.value(field).orElseThrow())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1-ok/source",
                "v1-ok/destination",
                "v1-plain/source",
                "v1-plain/destination",
                "v1-fail-saving/source",
                "v1-fail-saving/destination",
                "v1-fail-error-state/source",
                "v1-fail-error-state/destination",
                "v1-mismatch/source",
                "v1-mismatch/destination",
                "v1-two-devices/destination",
                "v2-ok/source",
                "v2-ok/destination",
                "v2-plain/source",
                "v2-plain/destination",
                "v2-tid/destination",
                "v2-mismatch/destination",
                "v2-cancel/destination"
            })
    void everyLineOfAWholeLog_isAccountedForAndNoneDamaged(String side) {
        Logged log = read(side);

        assertThat(log.summaries()).extracting(CaptureSummary::records).isEqualTo(lines(side));
        assertThat(log.summaries()).extracting(CaptureSummary::damaged).containsOnly(0L);
        assertThat(log.summaries()).extracting(CaptureSummary::firstDamage).allMatch(damage -> damage.isEmpty());
        assertThat(log.of(EventKind.CAPTURE_DAMAGED)).isEmpty();
    }

    @Test
    void logOfAFullDisk_isDamagedInItsLastLineOnly() {
        Logged log = read("v2-log-full/source");

        assertThat(log.summaries()).extracting(CaptureSummary::records).isEqualTo(lines("v2-log-full/source"));
        assertThat(log.summaries()).extracting(CaptureSummary::damaged).containsExactly(1L, 0L);
        assertThat(log.of(EventKind.CAPTURE_DAMAGED).get(0).stamp().record()).isEqualTo(641);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1-ok/source", "v1-ok/destination", "v1-plain/source", "v1-plain/destination",
                        "v1-two-devices/destination",
                "v2-ok/source", "v2-ok/destination", "v2-plain/source", "v2-plain/destination", "v2-tid/destination"
            })
    void nothingFails_inAGoodMigration(String side) {
        Logged log = read(side);
        Set<Integer> results = Set.of(Envelope.OK, Envelope.UNOBSERVED);

        assertThat(log.events())
                .allMatch(event -> results.contains(event.stamp().result()));
        assertThat(log.of(EventKind.ERROR_REPORTED)).isEmpty();
    }

    /** What was refused, and what QEMU said about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1-fail-saving/source | deviceStateSet requested=v1-uapi:0x3 dataFd=-1!EIO"
                        + " | 83b8f4f2-509f-382f-3c1e-e6bfe0fa1001: Failed to set state SAVING",
                "v1-fail-error-state/source | deviceStateSet requested=v1-uapi:0x2 dataFd=-1!EIO"
                        + " | hardware error: 83b8f4f2-509f-382f-3c1e-e6bfe0fa1001: Device in error state 0x6",
                "v1-mismatch/destination | migrationRegisterWritten offset=0x18 width=8 value=0x70!EINVAL"
                        + " | load of migration failed: Operation not permitted",
                "v2-mismatch/destination | migrationDataWritten dataFd=-1 declared=24 count=24!EFAULT"
                        + " | load of migration failed: Bad address"
            })
    void failure_isThatOfTheOperationThatFailed(String side, String failed, String words) {
        Logged log = read(side);

        assertThat(log.events().stream()
                        .filter(event -> event.stamp().result() > Envelope.OK)
                        .map(Logged::text))
                .containsExactly(failed);
        assertThat(log.words(EventKind.ERROR_REPORTED)).contains(words);
        List<EventKind> order = log.events().stream().map(Event::kind).toList();
        assertThat(order.indexOf(EventKind.ERROR_REPORTED)).isPositive();
    }

    /** A register of 16 bits of the config space that the device's driver shows, in one line of 10.0 and two of 7.2. */
    @ParameterizedTest
    @CsvSource({"v1-ok/source, 0xff", "v2-ok/source, 0xff"})
    void configSpace_isDescribed(String side, String size) {
        assertThat(read(side).of(EventKind.REGION_DESCRIBED))
                .extracting(Logged::text)
                .contains("regionDescribed region=7 flags=0x3 size=" + size);
    }

    @Test
    void filesOfThreads_giveASequenceInTime() {
        List<Event> reads = read("v2-tid/destination").events();
        long last = Long.MIN_VALUE;
        int backwards = 0;
        for (Event event : reads) {
            backwards += event.stamp().timeNanos() < last ? 1 : 0;
            last = Math.max(last, event.stamp().timeNanos());
        }
        assertThat(backwards).isZero();
        assertThat(reads).extracting(event -> event.stamp().witness()).contains(0, 2);
    }

    private static Logged read(String side) {
        return Logged.of(files(side).toArray(new Path[0]));
    }

    private static List<Path> files(String side) {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(QemuRecordedTest.class.getResource("/captures/qemu/" + side))
                        .toURI()))) {
            return files.filter(file -> !file.endsWith("qmp-transcript.txt"))
                    .sorted((a, b) -> {
                        boolean isLogA = String.valueOf(a.getFileName()).startsWith("trace");
                        boolean isLogB = String.valueOf(b.getFileName()).startsWith("trace");
                        return isLogA == isLogB ? a.compareTo(b) : isLogA ? -1 : 1;
                    })
                    .toList();
        } catch (IOException | URISyntaxException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The lines of each file, counted without our readers; one that has no end counts too. */
    private static List<Long> lines(String side) {
        return files(side).stream().map(QemuRecordedTest::lines).toList();
    }

    private static long lines(Path file) {
        byte[] content = content(file);
        long ends = 0;
        for (byte each : content) {
            ends += each == '\n' ? 1 : 0;
        }
        return ends + (content[content.length - 1] == '\n' ? 0 : 1);
    }

    private static byte[] content(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!String.valueOf(file.getFileName()).endsWith(".gz")) {
                return bytes;
            }
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return in.readAllBytes();
            }
        } catch (IOException failed) {
            throw new IllegalStateException(file.toString(), failed);
        }
    }
}
