package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Stamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two recorded binary traces. Oracles: what QEMU's own converter printed of them, counted by hand, and the log that the same QEMU
 * wrote of the same events.
 */
final class SimpleTraceRecordedTest {

    private static final String V1 = "v1-simple-ftrace/source/";
    private static final String V2 = "v2-simple-ftrace/destination/";

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "(mapping), 4013",
        "vfio_region_read, 981",
        "vfio_region_write, 660",
        "savevm_section_start, 41",
        "savevm_section_end, 41",
        "vmstate_save, 31",
        "vfio_get_dirty_bitmap, 24",
        "vfio_update_pending, 10",
        "handle_qmp_command, 10",
        "vfio_pci_read_config, 8",
        "vfio_pci_write_config, 6",
        "vfio_region_setup, 7",
        "vfio_listener_region_add_ram, 6",
        "vfio_migration_set_state, 5",
        "vfio_save_buffer, 2",
        "vfio_populate_device_config, 1",
        "vfio_get_dev_region, 1"
    })
    void readInto_countsTheEventsOfV1AsQemusConverterDoes(String event, long count) {
        assertThat(read(V1).count(event)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "(mapping), 4844",
        "vfio_region_read, 1392",
        "vfio_region_write, 928",
        "qemu_loadvm_state_section, 67",
        "vmstate_load, 65",
        "vfio_migration_set_state, 5",
        "vfio_migration_set_device_state, 5",
        "vfio_load_state, 4",
        "vfio_load_state_device_data, 2",
        "vfio_vmstate_change_prepare, 2",
        "vm_state_notify, 2",
        "runstate_set, 3",
        "vfio_listener_region_skip, 3"
    })
    void readInto_countsTheEventsOfV2AsQemusConverterDoes(String event, long count) {
        assertThat(read(V2).count(event)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({V1 + ", 5961, 82", V2 + ", 7482, 232"})
    void readInto_accountsForEveryRecord(String side, long records, long irrelevant) {
        SimpleRead read = read(side);
        assertThat(read.summary().records()).isEqualTo(records);
        assertThat(read.summary().irrelevant()).isEqualTo(irrelevant);
        assertThat(read.summary().damaged()).isZero();
        assertThat(read.summary().firstDamage()).isEmpty();
        assertThat(read.summary().events()).isEqualTo(read.events().size());
    }

    @ParameterizedTest
    @CsvSource({V1 + ", 1700", V2 + ", 2000"})
    void readInto_tellsWhatTheLogOfTheSameRunTells(String side, int atLeast) {
        assertThat(read(side).told())
                .hasSizeGreaterThan(atLeast)
                .isEqualTo(log(side).told());
    }

    @ParameterizedTest
    @CsvSource({
        V1 + ", vfio_get_dev_region in record 4038 shows protocol v1-uapi",
        V2 + ", vfio_migration_realize in record 4870 shows protocol v2"
    })
    void readInto_saysWhatShowsTheProtocol(String side, String evidence) {
        Event first = read(side).events().get(0);
        assertThat(first.kind()).isEqualTo(EventKind.MARKER_PLACED);
        assertThat(first.payload().utf8()).isEqualTo(evidence);
    }

    /** The log has the wall clock; both were written within ms of each other. */
    @Test
    void readInto_takesTimesFromAnotherClockThanTheLog() {
        List<Event> mapped = read(V1).of(EventKind.DMA_MAPPED);
        List<Event> logged = log(V1).of(EventKind.DMA_MAPPED);
        for (int i = 1; i < mapped.size(); i++) {
            long passed = time(mapped, i) - time(mapped, 0);
            assertThat(passed - (time(logged, i) - time(logged, 0))).isBetween(-5_000_000L, 5_000_000L);
        }
        assertThat(time(mapped, 0)).isPositive().isLessThan(time(logged, 0));
    }

    @Test
    void readInto_readsTheSameFromTheDecompressedFile() {
        SimpleRead plain = SimpleRead.of(temp, SimpleRead.recorded(V1 + "simple.bin.gz"));
        assertThat(plain.told()).isEqualTo(read(V1).told());
        assertThat(plain.events()).extracting(Event::stamp).isEqualTo(stamps(read(V1)));
    }

    @Test
    void fits_isFalseForWhatQemusConverterPrints() {
        byte[] text =
                "vfio_realize 140435.933 pid=5658 name=b'83b8' group_id=0x0\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(SimpleTraceCapture.fits(text)).isFalse();
        assertThat(SimpleTraceCapture.fits(SimpleRead.recorded(V1 + "simple.bin.gz")))
                .isTrue();
    }

    private static List<Stamp> stamps(SimpleRead read) {
        return read.events().stream().map(Event::stamp).toList();
    }

    private static long time(List<Event> events, int index) {
        return events.get(index).stamp().timeNanos();
    }

    private SimpleRead read(String side) {
        Path file = SimpleRead.write(temp, "simple.bin.gz", SimpleRead.compressed(side + "simple.bin.gz"));
        return SimpleRead.of(SimpleTraceCapture.open(file, Optional.empty()));
    }

    private SimpleRead log(String side) {
        Path file = SimpleRead.write(temp, "trace.log.gz", SimpleRead.compressed(side + "trace.log.gz"));
        return SimpleRead.of(QemuCapture.of(List.of(new CaptureFile(file, "qemu log"))));
    }
}
