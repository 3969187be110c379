package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.GapCause;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What binary traces mean, on small ones made by hand. */
final class SimpleTraceCaptureTest {

    private static final long EFAULT = 14;

    @TempDir
    private Path temp;

    @Test
    void readInto_tellsHowManyEventsWereLost() {
        SimpleRead read = read(SimpleTraceFile.of("vfio_mdev").lost(37).event("vfio_mdev", "vf0", 1));
        Event lost = read.of(EventKind.EVENTS_LOST).get(0);
        assertThat(SimpleRead.field(lost, "count")).isEqualTo(37);
        assertThat(SimpleRead.field(lost, "cause")).isEqualTo(GapCause.CAPTURE.ordinal());
        assertThat(lost.stamp().timeNanos()).isEqualTo(1_001_000);
        assertThat(read.count("(dropped)")).isEqualTo(1);
        assertThat(read.summary().damaged()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 3, 5, 0x0400_0000_0000_0000L})
    void open_namesAVersionThatItDoesNotKnow(long version) {
        Path file =
                SimpleRead.write(temp, "old", SimpleTraceFile.ofVersion(version).toByteArray());
        assertThatThrownBy(() -> SimpleTraceCapture.open(file, Optional.empty()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("version " + version)
                .hasMessageContaining("expected version 4");
    }

    @Test
    void readInto_givesANegativeReturnValueAsItsErrno() {
        SimpleRead read = read(SimpleTraceFile.of("vfio_load_state_device_data", "vfio_migration_realize")
                .event("vfio_load_state_device_data", "vf0", 4096, -EFAULT));
        Event written = read.of(EventKind.MIGRATION_DATA_WRITTEN).get(0);
        assertThat(written.stamp().result()).isEqualTo((int) EFAULT);
        assertThat(SimpleRead.field(written, "count")).isEqualTo(4096);
    }

    @Test
    void readInto_tellsOffsetAndSizeFromSizeAndResultByWhatElseTheQemuKnows() {
        SimpleRead read = read(SimpleTraceFile.of("vfio_load_state_device_data", "vfio_update_pending")
                .event("vfio_load_state_device_data", "vf0", 0x1000, 0x4010));
        Event written = read.of(EventKind.MIGRATION_WINDOW_WRITTEN).get(0);
        assertThat(written.values()).contains(0x1000L, 0x4010L);
        assertThat(read.of(EventKind.MIGRATION_DATA_WRITTEN)).isEmpty();
    }

    @Test
    void readInto_countsEventsThatSayNothingAboutADeviceByName() {
        SimpleRead read = read(SimpleTraceFile.of("qcow2_writev_start_req")
                .event("qcow2_writev_start_req", 1, 2, 3)
                .event("qcow2_writev_start_req", 1, 2, 3));
        assertThat(read.count("qcow2_writev_start_req")).isEqualTo(2);
        assertThat(read.summary().irrelevant()).isEqualTo(2);
        assertThat(read.events()).isEmpty();
    }

    @Test
    void readInto_damagesOnlyTheRecordOfAnEventWithoutAName() {
        SimpleRead read =
                read(SimpleTraceFile.of("vfio_mdev").record(99, "vf0", 1).event("vfio_mdev", "vf0", 1));
        assertThat(read.damage()).containsExactly(DamageKind.RECORD);
        assertThat(read.count("vfio_mdev")).isEqualTo(1);
    }

    @Test
    void readInto_damagesOnlyTheRecordWhoseArgumentsFitNoForm() {
        SimpleRead read = read(SimpleTraceFile.of("vfio_mdev")
                .event("vfio_mdev", "vf0", 1, 2)
                .event("vfio_mdev", "v\u0001", 1)
                .event("vfio_mdev", "vf0", 1));
        assertThat(read.damage()).containsExactly(DamageKind.RECORD, DamageKind.RECORD);
        assertThat(read.summary().firstDamage().orElseThrow())
                .contains("vfio_mdev with 23 bytes of arguments", "record 2, byte 53");
        assertThat(read.count("vfio_mdev")).isEqualTo(1);
    }

    @Test
    void readInto_keepsTheFirstNameOfAnEvent() {
        SimpleRead read =
                read(SimpleTraceFile.of("vfio_mdev").mapping(10, "vfio_realize").record(10, "vf0", 1));
        assertThat(read.damage()).containsExactly(DamageKind.RECORD);
        assertThat(read.count("vfio_mdev")).isEqualTo(1);
    }

    @Test
    void readInto_readsTheStateZeroAsANumberAndNotAsEmptyTexts() {
        SimpleRead read = read(SimpleTraceFile.of("vfio_migration_set_state", "vfio_update_pending")
                .event("vfio_migration_set_state", "vf0", 0));
        assertThat(read.of(EventKind.DEVICE_STATE_SET)).hasSize(1);
        assertThat(read.of(EventKind.MARKER_PLACED).get(0).payload().utf8()).contains("v1-uapi");
    }

    @Test
    void readInto_readsAStateOfFourLettersAsAText() {
        SimpleRead read =
                read(SimpleTraceFile.of("vfio_migration_set_state").event("vfio_migration_set_state", "vf0", "STOP"));
        assertThat(read.of(EventKind.DEVICE_STATE_SET)).hasSize(1);
        assertThat(read.of(EventKind.MARKER_PLACED).get(0).payload().utf8()).contains("shows protocol v2");
    }

    @Test
    void readInto_findsTheRangeInEveryFormOfADirtyBitmap() {
        SimpleRead read = read(SimpleTraceFile.of("vfio_get_dirty_bitmap")
                .event("vfio_get_dirty_bitmap", 19, 0x10_0000, 0xc_0000, 0x18, 0x204_0000)
                .event("vfio_get_dirty_bitmap", 0x10_0000, 0xc_0000, 0x18, 0x204_0000, 7)
                .event("vfio_get_dirty_bitmap", 19, 0x10_0000, 0xc_0000, 0x18, 0x204_0000, 7)
                .event("vfio_get_dirty_bitmap", -1, 0x1_0000_0000L, 0x2_0000, 0x8, 0)
                .event("vfio_get_dirty_bitmap", 0x1_0000_0000L, 0x2_0000, 0x8, 0, 0));
        assertThat(read.of(EventKind.DIRTY_PAGES_REPORTED))
                .extracting(event -> List.of(SimpleRead.field(event, "iova"), SimpleRead.field(event, "size")))
                .containsExactly(
                        List.of(0x10_0000L, 0xc_0000L),
                        List.of(0x10_0000L, 0xc_0000L),
                        List.of(0x10_0000L, 0xc_0000L),
                        List.of(0x1_0000_0000L, 0x2_0000L),
                        List.of(0x1_0000_0000L, 0x2_0000L));
    }

    @Test
    void readInto_takesATextThatQemuCutInsideACharacter() {
        String command = "x".repeat(511) + "\u00fc";
        SimpleRead read = read(SimpleTraceFile.of("handle_qmp_command")
                .event("handle_qmp_command", 0x7f00L, command)
                .event("handle_qmp_command", 0x7f00L, "{\"execute\": \"migrate_cancel\"}"));
        assertThat(read.summary().damaged()).isZero();
        assertThat(read.of(EventKind.CANCEL_REQUESTED)).hasSize(1);
    }

    @Test
    void readInto_takesAllDevicesForThoseOfOneVm() {
        SimpleRead read = read(SimpleTraceFile.of("vfio_mdev", "vm_state_notify")
                .event("vfio_mdev", "vf0", 1)
                .event("vfio_mdev", "vf1", 1)
                .event("vm_state_notify", 0, 4, "paused"));
        assertThat(read.summary().devices()).containsExactly("vf0", "vf1");
        assertThat(read.of(EventKind.VCPUS_STOPPED)).hasSize(1);
    }

    @Test
    void readInto_takesTheProtocolFromWhatTheQemuKnowsWhereNoEventShowsIt() {
        SimpleRead read =
                read(SimpleTraceFile.of("vfio_mdev", "vfio_save_buffer").event("vfio_mdev", "vf0", 1));
        assertThat(read.of(EventKind.MARKER_PLACED).get(0).payload().utf8())
                .isEqualTo("that QEMU knows the event vfio_save_buffer shows protocol v1-uapi");
    }

    @Test
    void readInto_readsATraceOfABigEndianMachine() {
        SimpleRead read = read(SimpleTraceFile.of(ByteOrder.BIG_ENDIAN, "vfio_region_read", "vfio_mdev")
                .event("vfio_region_read", "vf0", 2, 0x18, 4, 0xdead_beefL));
        Event access = read.of(EventKind.MMIO_READ).get(0);
        assertThat(SimpleRead.field(access, "region")).isEqualTo(2);
        assertThat(access.payload().littleEndian()).isEqualTo(0xdead_beefL);
        assertThat(access.stamp().timeNanos()).isEqualTo(1_001_000);
    }

    @Test
    void readInto_needsDeclarationsForAnEventOfAnotherBuild() {
        SimpleTraceFile trace = SimpleTraceFile.of("vfio_save_block").event("vfio_save_block", "vf0", 24, 5, "multifd");
        assertThat(read(trace).damage()).containsExactly(DamageKind.RECORD);

        SimpleRead declared = read(trace, """
                # hw/vfio/trace-events

                vfio_save_block(const char *name, int data_size, unsigned idx, const char* how) " (%s) %d %u %s"
                """);
        assertThat(declared.damage()).isEmpty();
        assertThat(SimpleRead.field(declared.of(EventKind.MIGRATION_DATA_READ).get(0), "count"))
                .isEqualTo(24);
    }

    @Test
    void readInto_followsTheDeclaredFormatWhereArgumentsHaveTheSameTypes() {
        SimpleTraceFile trace = SimpleTraceFile.of("vfio_load_state_device_data", "vfio_update_pending")
                .event("vfio_load_state_device_data", "vf0", 0x1000, 0);
        String declared = """
                disable vfio_load_state_device_data(const char *name, uint64_t data_size, int ret) " (%s) size %"PRIu64" ret %d"
                """;
        assertThat(read(trace).of(EventKind.MIGRATION_WINDOW_WRITTEN)).hasSize(1);
        assertThat(read(trace, declared).of(EventKind.MIGRATION_DATA_WRITTEN)).hasSize(1);
    }

    @Test
    void readInto_takesTheLongestKnownFormOfADeclarationAndNoArgumentBehindIt() {
        SimpleRead tracking = read(
                SimpleTraceFile.of("vfio_mdev", "vfio_device_dirty_tracking_start")
                        .event("vfio_mdev", "vf0", 1)
                        .event("vfio_device_dirty_tracking_start", 3, 0, 1, 2, 3, 4, 5, 6),
                "vfio_device_dirty_tracking_start(int n, int a, int b, int c, int d, int e, int f, int g) \"%d\"\n");
        assertThat(tracking.of(EventKind.DIRTY_TRACKING_STARTED)
                        .get(0)
                        .payload()
                        .length())
                .isEqualTo(3 * 2 * Long.BYTES);

        SimpleRead access = read(
                SimpleTraceFile.of("memory_region_ops_read").event("memory_region_ops_read", 0, 1, 2, 3, 4, 5),
                "memory_region_ops_read(int cpu, void *mr, uint64_t a, uint64_t v, unsigned s, int more) \"%d\"\n");
        assertThat(access.summary().devices()).containsExactly("region");
    }

    @Test
    void readInto_takesDeclarationsOfAnotherBuildForNothing() {
        SimpleTraceFile trace = SimpleTraceFile.of("vfio_mdev").event("vfio_mdev", "vf0", 1);
        SimpleRead read = read(trace, "vfio_mdev(void *vdev, int a, int b) \"%p %d %d\"\nno declaration at all(\n");
        assertThat(read.damage()).isEmpty();
        assertThat(read.count("vfio_mdev")).isEqualTo(1);
    }

    @Test
    void hasWallClock_isFalse() {
        Path file = SimpleRead.write(
                temp, "simple.bin", SimpleTraceFile.of("vfio_mdev").toByteArray());
        assertThat(SimpleTraceCapture.open(file, Optional.empty()).hasWallClock())
                .isFalse();
    }

    /** A form that is read as another one whose arguments are different would give wrong numbers without a sign of it. */
    @Test
    void variant_isThatOfAFormWithTheSameTypesForEveryEvent() {
        for (QemuEvent event : QemuEvent.values()) {
            for (TraceFormat format : event.formats()) {
                Object[] args = new Object[format.arguments()];
                for (int i = 0; i < args.length; i++) {
                    args[i] = format.isText(i) ? "text" + i : (Object) (long) i;
                }
                assertThat(types(event, args)).as(event.label()).isEqualTo(types(format));
            }
        }
    }

    private String types(QemuEvent event, Object... args) {
        Path file = SimpleRead.write(
                temp,
                "one.bin",
                SimpleTraceFile.of(event.label()).event(event.label(), args).toByteArray());
        try (SimpleTrace trace = new SimpleTrace(file, ByteOrder.LITTLE_ENDIAN, DeclaredEvents.none())) {
            assertThat(trace.records().next()
                            && trace.learn()
                            && trace.records().next())
                    .isTrue();
            return types(event.formats().get(trace.variant(event)));
        }
    }

    private static String types(TraceFormat format) {
        StringBuilder types = new StringBuilder();
        for (int i = 0; i < format.arguments(); i++) {
            types.append(format.isText(i) ? 's' : 'n');
        }
        return types.toString();
    }

    private SimpleRead read(SimpleTraceFile trace) {
        return SimpleRead.of(temp, trace);
    }

    private SimpleRead read(SimpleTraceFile trace, String declared) {
        Path file = SimpleRead.write(temp, "simple.bin", trace.toByteArray());
        Path all = SimpleRead.write(temp, "trace-events-all", declared.getBytes(StandardCharsets.UTF_8));
        return SimpleRead.of(SimpleTraceCapture.open(file, Optional.of(all)));
    }
}
