package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invariants checked: every event of QEMU's own list of VFIO trace events is read in the form that its version writes, or is
 * none that concerns a device.
 *
 * <p>The list, qemu-trace-events.csv, holds the formats as they are in QEMU's source; a printf of this test's own writes them.
 */
final class QemuEventTest {

    private static final String READ = "read";
    private static final String NAME = "VFIO user </var/run/vfio-user.sock>";

    private record Row(String version, String source, String event, String format, String reading) {

        @Override
        public String toString() {
            return version + " " + event;
        }
    }

    private static List<Row> rows() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(QemuEventTest.class.getResourceAsStream("/qemu-trace-events.csv")),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3], cells[4]))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyEventOfQemu_isReadOrLeftOutOnPurpose(Row row) {
        byte[] name = row.event().getBytes(StandardCharsets.US_ASCII);
        QemuEvent event = QemuEvent.named(name, 0, name.length);
        if (!row.reading().equals(READ)) {
            assertThat(event).isNull();
            return;
        }
        List<String> arguments = new ArrayList<>();
        String text = printf(row.format(), arguments);
        List<String> known = Objects.requireNonNull(event).formats().stream()
                .map(format -> TraceFormatTest.read(format, text, false))
                .toList();
        assertThat(known).as("%s \"%s\"", row, text).contains(String.join(" ", arguments));
        String first =
                known.stream().filter(each -> !each.equals("no")).findFirst().orElseThrow();
        assertThat(first).as("the first format that fits").isEqualTo(String.join(" ", arguments));
    }

    @Test
    void vfioEvents_areInTheListOfSomeVersion() {
        Set<String> listed = rows().stream().map(Row::event).collect(Collectors.toSet());
        Set<String> others = Arrays.stream(QemuEvent.values())
                .map(QemuEvent::label)
                .filter(label -> label.startsWith("vfio_") && !listed.contains(label))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(others)
                .as("vfio_populate_device_config is not a class of events that the list has")
                .containsExactly("vfio_populate_device_config");
    }

    /** What changed between versions: the event, its text, and which of its formats it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "vfio_migration_probe| (d) Region 9|0",
                "vfio_migration_probe| (d)|1",
                "vfio_migration_set_state| (d) state 3|0",
                "vfio_migration_set_state| (d) new state STOP_COPY, recover state ERROR|1",
                "vfio_migration_set_state| (d) state STOP_COPY|2",
                "vfio_vmstate_change| (d) running 0 reason finish-migrate device state 2|0",
                "vfio_vmstate_change| (d) running 0 reason finish-migrate device state STOP_COPY|1",
                "vfio_migration_state_notifier| (d) state 1|0",
                "vfio_migration_state_notifier| (d) state setup|1",
                "vfio_save_setup| (d)|0",
                "vfio_save_setup| (d) data buffer size 0x100000|1",
                "vfio_save_setup| (d) data buffer size 1048576|2",
                "vfio_save_pending| (d) precopy 0x1 postcopy 0x2 compatible 0x3|0",
                "vfio_save_pending| (d) precopy 0x1 postcopy 0x2 compatible 0x3 stopcopy size 0x4|1",
                "vfio_state_pending_estimate| (d) precopy 0x1 postcopy 0x0 precopy initial size 0x0 precopy dirty size 0x0|0",
                "vfio_state_pending_estimate| (d) precopy 1 postcopy 0 precopy initial size 0 precopy dirty size 0|1",
                "vfio_state_pending_exact| (d) precopy 0x1 postcopy 0x0 stopcopy size 0x4 precopy initial size 0x0"
                        + " precopy dirty size 0x0|0",
                "vfio_state_pending_exact| (d) precopy 1 postcopy 0 stopcopy size 4 precopy initial size 0"
                        + " precopy dirty size 0|1",
                "vfio_save_iterate| (d) data_size 5|0",
                "vfio_save_iterate| (d) precopy initial size 0x0 precopy dirty size 0x5|1",
                "vfio_save_iterate| (d) precopy initial size 0 precopy dirty size 5|2",
                "vfio_save_complete_precopy| (d)|0",
                "vfio_save_complete_precopy| (d) ret -22|1",
                "vfio_load_state_device_data| (d) Offset 0x1000 size 0x70|0",
                "vfio_load_state_device_data| (d) size 0x70 ret 0|1",
                "vfio_load_state_device_data| (d) size 112 ret -14|2",
                "vfio_get_dirty_bitmap|container fd=-1, iova=0x0 size= 0xa0000 bitmap_size=0x18 start=0x0|0",
                "vfio_get_dirty_bitmap|iova=0x0 size= 0xa0000 bitmap_size=0x18 start=0x0 dirty_pages=5|1",
                "vfio_device_dirty_tracking_start|nr_ranges 2 32:[0x0 - 0x807fffff], 64:[0x100000000 - 0x3838000fffff]|1",
                "vfio_msix_early_setup|d PCI MSI-X CAP @0x70, BAR 3, offset 0x0, entries 5, noresize 0|0",
                "vfio_msix_early_setup|d PCI MSI-X CAP @0x70, BAR 3, offset 0x0, entries 5|1",
                "vfio_populate_device_config|Device d config:|0",
                "vfio_populate_device_config|Device 'd' config: size: 0x100, offset: 0x70000000000, flags: 0x3|1",
                "vfio_pci_load_rom|Device d ROM:|0",
                "vfio_pci_load_rom|Device 'd' ROM: size: 0x0, offset: 0x0, flags: 0x0|1",
                "vfio_listener_region_add_iommu|region_add [iommu] 0x0 - 0xffff|0",
                "vfio_listener_region_add_iommu|region_add [iommu] smmuv3-iommu 0x0 - 0xffff|1"
            })
    void formats_tellVersionsApart(String event, String text, int variant) {
        List<TraceFormat> formats =
                QemuEvent.valueOf(event.toUpperCase(Locale.ROOT)).formats();
        int first = 0;
        while (TraceFormatTest.read(formats.get(first), text, false).equals("no")) {
            first++;
        }
        assertThat(first).isEqualTo(variant);
    }

    /** What other parts of QEMU say. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vm_state_notify running 0 reason 7 (finish-migrate)",
                "runstate_set current_run_state 6 (prelaunch) new_state 9 (running)",
                "migrate_set_state new state setup",
                "migration_completion_vm_stop ret 0",
                "savevm_state_setup ",
                "savevm_state_iterate ",
                "savevm_state_cleanup ",
                "loadvm_state_setup ",
                "loadvm_state_cleanup ",
                "savevm_section_start ram, section_id 2",
                "savevm_section_end 0000:00:05.0/vfio, section_id 39 -> -22",
                "loadvm_state_switchover_ack_needed Switchover ack pending num=1",
                "loadvm_approve_switchover Switchover ack pending num=0",
                "source_return_path_thread_switchover_acked ",
                "migration_bitmap_sync_start ",
                "migration_bitmap_sync_end dirty_pages 0",
                "vmstate_downtime_checkpoint src-vm-stopped",
                "migration_cancel ",
                "migrate_error error=Unable to write to socket: Broken pipe",
                "vfio_load_state  (VFIO user </var/run/vfio-user.sock>) data 0xffffffffef100004",
                "vfio_migration_set_state  (VFIO user </var/run/vfio-user.sock>) state 4",
                "vfio_load_state_device_data  (VFIO user </var/run/vfio-user.sock>) Offset 0x1000 size 0x8000",
                "vfio_update_pending  (VFIO user </var/run/vfio-user.sock>) pending 0x8000"
            })
    void neighbourEvents_areRead(String line) {
        int blank = line.indexOf(' ');
        byte[] name = line.substring(0, blank).getBytes(StandardCharsets.US_ASCII);
        QemuEvent event = Objects.requireNonNull(QemuEvent.named(name, 0, name.length));
        assertThat(event.formats())
                .anyMatch(format -> !TraceFormatTest.read(format, line.substring(blank + 1), false)
                        .equals("no"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void named_findsExactlyTheNamesThereAre(QemuEvent event) {
        byte[] name = ("x" + event.label() + "x").getBytes(StandardCharsets.US_ASCII);
        assertThat(QemuEvent.named(name, 1, name.length - 1)).isEqualTo(event);
        for (int from = 0; from < 2; from++) {
            for (int to = name.length - 2; to <= name.length; to++) {
                boolean isWhole = from == 1 && to == name.length - 1;
                QemuEvent other = QemuEvent.named(name, from, to);
                assertThat(isWhole || other == null || !other.equals(event)).isTrue();
            }
        }
    }

    private static Stream<QemuEvent> events() {
        return Stream.of(QemuEvent.values());
    }

    /** The first line of a format with the macros of C, such as {@code " (%s) size 0x%"PRIx64}, with numbers that grow. */
    private static String printf(String source, List<String> arguments) {
        String format = string(source).split("\n", 2)[0];
        StringBuilder text = new StringBuilder();
        long number = 10;
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                text.append(format.charAt(i));
                continue;
            }
            int width = 0;
            while ("l0123456789".indexOf(format.charAt(++i)) >= 0) {
                char c = format.charAt(i);
                if (c == '0' && format.charAt(i + 1) == 'x') {
                    continue; // %0x8 of 7.2: no width, and an 8 behind it.
                }
                width = c == 'l' ? width : c - '0';
            }
            number += 7;
            switch (format.charAt(i)) {
                case 's' -> {
                    text.append(NAME);
                    arguments.add(NAME);
                }
                case 'c' -> {
                    text.append('A');
                    arguments.add("65");
                }
                case 'd', 'u' -> {
                    text.append(number);
                    arguments.add(Long.toString(number));
                }
                case 'p' -> {
                    text.append("0x").append(Long.toHexString(number));
                    arguments.add(Long.toString(number));
                }
                case 'x' -> {
                    String hex = Long.toHexString(number);
                    text.append("0".repeat(Math.max(0, width - hex.length()))).append(hex);
                    boolean misprinted = i + 1 < format.length() && format.charAt(i + 1) == '8';
                    arguments.add(Long.toString(misprinted ? number * 16 + 8 : number));
                }
                default -> throw new IllegalArgumentException(source);
            }
        }
        return text.toString();
    }

    /** The characters of a C string that is written in pieces with macros between them. */
    private static String string(String source) {
        StringBuilder text = new StringBuilder();
        String code = source.replace("PRIx64", "\"llx\"")
                .replace("PRIu64", "\"llu\"")
                .replace("PRIu32", "\"u\"")
                .replace("PRIxPTR", "\"lx\"");
        boolean inside = false;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '"') {
                inside = !inside;
            } else if (inside && c == '\\') {
                char escaped = code.charAt(++i);
                text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            } else if (inside) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
