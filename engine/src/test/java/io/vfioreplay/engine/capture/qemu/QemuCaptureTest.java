package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Captures;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants checked: files of one QEMU are one sequence, every line counts once, and damage stays where it is. */
final class QemuCaptureTest {

    private static final String READ = "vfio_region_read  (d:region0+0x5, 1) = 0x60";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1516@1795394122.573230:vfio_save_setup  (d) | qemu log",
                "1516@1795394122.573230:monitor_qmp_cmd_in_band x | qemu log",
                "2026-11-23T00:36:27.206714Z vfio_save_setup  (d) | qemu log",
                "savevm_state_setup | qemu log",
                "hello | ''",
                "2026-11-23T00:36:27.206714Z my_service started | ''",
                "2026-11-23T00:36:27.206714Z qemu-system-x86_64: x | qemu messages",
                "qemu-kvm: x | qemu messages",
                "''| ''"
            })
    void format_isFoundByOneLine(String line, String format) {
        byte[] head = ("some text\n" + line + "\nmore\n").getBytes(StandardCharsets.UTF_8);
        assertThat(QemuCapture.format(head).orElse("")).isEqualTo(format);
    }

    @Test
    void format_isThatOfALogWhereMessagesAreInIt() {
        byte[] head = "qemu-kvm: x\nvfio_save_setup  (d)\n".getBytes(StandardCharsets.UTF_8);
        assertThat(QemuCapture.format(head)).contains("qemu log");
    }

    @Test
    void files_areOneCaptureWithLogsInFront() {
        Path messages = Logged.write(directory, "a-stderr.txt", "qemu-kvm: x\n");
        Path log = Logged.write(directory, "b-trace.log", READ + "\n");

        assertThat(Captures.open(CaptureSet.of(List.of(directory)))).hasSize(1);
        assertThat(Captures.open(CaptureSet.of(List.of(messages, log))).get(0).files())
                .extracting(CaptureFile::name)
                .containsExactly("b-trace.log", "a-stderr.txt");
    }

    @Test
    void log_isRecognisedBehindAHoleOfAnySize() {
        byte[] line = ("1516@1795394122.573230:" + READ + "\n").repeat(2).getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[200_000 + line.length];
        System.arraycopy(line, 0, content, 200_000, line.length);
        Path file = Logged.write(directory, "trace.log", content);

        assertThat(Captures.open(CaptureSet.of(List.of(file)))
                        .get(0)
                        .files()
                        .get(0)
                        .format())
                .isEqualTo("qemu log");
        Logged log = Logged.of(file);
        assertThat(log.of(EventKind.MMIO_READ)).hasSize(1);
        assertThat(log.summary().damaged()).isEqualTo(1);
        assertThat(log.summary().understood()).isEqualTo(1);
    }

    @Test
    void lineBehindAHole_isReadAndTheHoleReported() {
        Logged log = Logged.of(directory, "\0\0\0\0" + READ + "\n" + READ + "\n");

        assertThat(log.of(EventKind.MMIO_READ)).hasSize(2);
        assertThat(log.summary().damaged()).isEqualTo(1);
        assertThat(log.summary().understood()).isEqualTo(1);
        assertThat(log.summary().firstDamage().orElseThrow())
                .isEqualTo("line 1, byte 0: 4 NUL bytes: the file was emptied while QEMU wrote to it");
    }

    // Several files

    @Test
    void filesOfThreads_areMergedByTime() {
        Path one = Logged.write(directory, "trace.10.log", """
                10@5.000001:vfio_region_read  (d:region0+0x1, 1) = 0x1
                10@5.000004:vfio_region_read  (d:region0+0x4, 1) = 0x1
                """);
        Path two = Logged.write(directory, "trace.11.log", """
                11@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x1
                11@5.000003:vfio_region_read  (d:region0+0x3, 1) = 0x1
                11@5.000005:vfio_region_read  (d:region0+0x5, 1) = 0x1
                """);
        Logged log = Logged.of(one, two);

        assertThat(offsets(log)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log.of(EventKind.MMIO_READ))
                .extracting(event -> event.stamp().witness())
                .containsExactly(0, 1, 1, 0, 1);
        assertThat(log.summaries()).extracting(CaptureSummary::understood).containsExactly(2L, 3L);
    }

    @Test
    void clockThatStepsBack_keepsTheOrderOfEachFile() {
        Path one = Logged.write(directory, "trace.10.log", """
                10@50.000001:vfio_region_read  (d:region0+0x1, 1) = 0x1
                10@19.000001:vfio_region_read  (d:region0+0x3, 1) = 0x1
                10@51.000000:vfio_region_read  (d:region0+0x4, 1) = 0x1
                """);
        Path two = Logged.write(directory, "trace.11.log", """
                11@50.000000:vfio_region_read  (d:region0+0x0, 1) = 0x1
                11@50.000002:vfio_region_read  (d:region0+0x2, 1) = 0x1
                11@52.000000:vfio_region_read  (d:region0+0x5, 1) = 0x1
                """);

        assertThat(offsets(Logged.of(one, two))).containsExactly(0L, 1L, 3L, 2L, 4L, 5L);
        assertThat(Logged.of(one, two).of(EventKind.MMIO_READ).get(2).stamp().timeNanos())
                .as("the time of a line is what it says")
                .isEqualTo(19_000_001_000L);
    }

    @Test
    void linesOfEqualTime_keepTheOrderOfTheFiles() {
        Path one = Logged.write(directory, "a.log", "10@5.000001:vfio_region_read  (d:region0+0x1, 1) = 0x1\n");
        Path two = Logged.write(directory, "b.log", "11@5.000001:vfio_region_read  (d:region0+0x2, 1) = 0x1\n");

        assertThat(offsets(Logged.of(one, two))).containsExactly(1L, 2L);
    }

    @Test
    void timedMessages_standWhereTheirTimesSay() {
        Logged log = Logged.of(directory, """
                10@1795392000.000001:vfio_migration_probe  (d) Region 9
                10@1795392000.000002:vfio_migration_set_state  (d) state 1
                10@1795392000.000005:vfio_migration_set_state  (d) state 4
                """, """
                2026-11-23T00:00:00.000003Z qemu-kvm: vfio_mig_write 4 byte d: failed at offset 0x90000000000, err: Input/output error
                2026-11-23T00:00:00.000004Z qemu-kvm: d: Failed to set state SAVING
                """);

        assertThat(log.states()).containsExactly("0x1", "0x3!EIO", "0x4");
        assertThat(log.of(EventKind.ERROR_REPORTED))
                .extracting(event -> event.stamp().witness())
                .containsExactly(1, 1);
    }

    @Test
    void untimedMessageBehindTimedOnes_staysBehindThem() {
        Logged log = Logged.of(directory, """
                10@1795392000.000001:vfio_migration_probe  (d) Region 9
                10@1795392000.000002:vfio_migration_set_state  (d) state 3
                10@1795392000.000009:vfio_region_read  (d:region0+0x5, 1) = 0x1
                """, """
                2026-11-23T00:00:00.000003Z qemu-kvm: vfio_mig_write 4 byte d: failed at offset 0x90000000000, err: Input/output error
                qemu: hardware error: d: Device in error state 0x6
                """);

        assertThat(log.states()).containsExactly("0x3", "0x2!EIO", "read 0x6");
        assertThat(log.events().get(log.events().size() - 1).kind()).isEqualTo(EventKind.MMIO_READ);
    }

    @Test
    void messagesWithoutTimes_areReadBehindALogThatHasThem() {
        Logged log = Logged.of(directory, """
                10@1795392000.000001:vfio_migration_probe  (d) Region 9
                10@1795392000.000002:vfio_migration_set_state  (d) state 3
                """, """
                qemu-kvm: vfio_mig_write 4 byte d: failed at offset 0x90000000000, err: Input/output error
                qemu-kvm: d: Failed to set state STOP and SAVING
                """);

        assertThat(log.states()).containsExactly("0x3", "0x2!EIO");
    }

    /** Without times, whatever went wrong is told at the end. */
    @ParameterizedTest
    @ValueSource(strings = {"", "2026-11-23T00:00:00.000003Z "})
    void messagesBesideALogWithoutTimes_areReadBehindIt(String time) {
        Logged log = Logged.of(
                directory,
                "vfio_migration_probe  (d) Region 9\nvfio_migration_set_state  (d) state 3\n",
                time + "qemu-kvm: vfio_mig_write 4 byte d: failed at offset 0x90000000000, err: Input/output error\n"
                        + time + "qemu-kvm: d: Failed to set state STOP and SAVING\n");

        assertThat(log.states()).containsExactly("0x3", "0x2!EIO");
        assertThat(log.of(EventKind.DEVICE_STATE_SET).get(0).stamp().timeNanos())
                .isEqualTo(Envelope.NO_TIME);
    }

    @Test
    void numbering_beginsWhereItIsTold() {
        List<Event> events = new ArrayList<>();
        Path file = Logged.write(directory, "trace.log", READ + "\n");
        QemuCapture.of(List.of(new CaptureFile(file, "qemu log")))
                .readInto(
                        new Flattener((envelope, kind, values, payload) ->
                                events.add(Event.copyOf(envelope, kind, values, payload))),
                        new Numbering(3, 7),
                        Progress.NONE);
        Event read = events.get(events.size() - 1);

        assertThat(read.stamp().witness()).isEqualTo(3);
        assertThat(read.stamp().device()).isEqualTo(7);
    }

    // Lines

    /** The line, and what becomes of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vfio_region_read  (d:region0+0x5, 1) = 0x60 | understood",
                "vfio_region_read  (d:region0+0x5, 1) = 0x60 more 5 | understood",
                "vfio_region_read  (d:region0+0x5, 1) = 0x60, more 5 | understood",
                "vfio_region_read  (d:region0+0x5, 1) = 0x60z | damaged",
                "vfio_region_read  (d:region0+0x5, 1) = | damaged",
                "vfio_region_read  (d:region0+0x5 | damaged",
                "vfio_save_setup  (d) data buffer size 0x100, reinit 1 | understood",
                "vfio_never_heard_of  (d) 5 | irrelevant",
                "1516@1795394122.573230:never_heard_of 5 | irrelevant",
                "1516@1795394122.573230:vfio_never_heard_of 5 | irrelevant",
                "1516@1795394122.573230:? | damaged",
                "94.651202:vfio_region_read  (d:region0+0x5, 1) = 0x60 | damaged",
                "4394187.206714:vfio_region_read  (d:region0+0x5, 1) = 0x60 | damaged",
                "qemu-kvm: x | understood",
                "CPU #0: | irrelevant",
                "'' | irrelevant"
            })
    void line_countsOnce(String line, String fate) {
        Logged log = Logged.of(directory, READ + "\n" + line + "\n" + READ + "\n");

        assertThat(log.summary().records()).isEqualTo(3);
        assertThat(log.summary().understood()).isEqualTo(fate.equals("understood") ? 3 : 2);
        assertThat(log.summary().irrelevant()).isEqualTo(fate.equals("irrelevant") ? 1 : 0);
        assertThat(log.summary().damaged()).isEqualTo(fate.equals("damaged") ? 1 : 0);
        assertThat(log.of(EventKind.CAPTURE_DAMAGED))
                .hasSize((int) log.summary().damaged());
        assertThat(log.of(EventKind.MMIO_READ)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void damagedLine_saysWhereItIsAndWhatWasExpected() {
        Event damage = Logged.of(directory, READ + "\nvfio_region_read  (d:region0+0x5, 1)\n")
                .of(EventKind.CAPTURE_DAMAGED)
                .get(0);

        assertThat(damage.values()).containsExactly((long) DamageKind.RECORD.ordinal(), READ.length() + 1L, 36L);
        assertThat(damage.payload().utf8())
                .isEqualTo("line 2, byte 44: vfio_region_read with \" (d:region0+0x5, 1)\";"
                        + " expected \" (%s:region%d+0x%x, %d) = 0x%x\"");
        assertThat(damage.stamp().record()).isEqualTo(2);
    }

    /** Lines whose ends were lost, and the offsets that are read all the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // With time stamps: where the number of the thread begins, that of the line tells
                "1516@5.000001:vfio_region_read  (d:region0+0x1, 1) = 0x6"
                        + "1516@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x7 | 1 2",
                "1516@5.000001:vfio_region_read  (d:region0+0x1, 1) = 0x6"
                        + "1517@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x7"
                        + "1518@5.000003:vfio_region_read  (d:region0+0x3, 1) = 0x8 | 1 2 3",
                "1516@5.000001:savevm_state_setup 1517@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x7 | 2",
                "1516@5.000001:rcu x1517@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x7 | 2",
                "1516@5.000001:migrate_set_state new state active1517@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x7 | 2",
                "1516@5.000001:vfio_save_setup  (d)1517@5.000002:vfio_save_cleanup  (d) | ''",
                "0x5, 1) = 0x601517@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x7 | 2",
                // Without: a name that is known, and whose text fits
                "vfio_region_read  (d:region0+0x1, 1) = 0x6vfio_region_read  (d:region0+0x2, 1) = 0x7 | 1 2",
                "migrate_set_state new state activevfio_region_read  (d:region0+0x2, 1) = 0x7 | 2",
                "vfio_save_setup  (d)vfio_region_read  (d:region0+0x2, 1) = 0x7 | 2",
                // From 10.2 on
                "2026-11-23T00:36:27.206714Z vfio_region_read  (d:region0+0x1, 1) = 0x6"
                        + "2026-11-23T00:36:27.206715Z vfio_region_read  (d:region0+0x2, 1) = 0x7 | 1 2"
            })
    void eventsOnOneLine_areAllRead(String line, String offsets) {
        Logged log = Logged.of(directory, READ + "\n" + line + "\n");
        List<Long> read = offsets(log);

        assertThat(read.subList(1, read.size()))
                .isEqualTo(
                        offsets.isEmpty()
                                ? List.of()
                                : Arrays.stream(offsets.split(" ", -1))
                                        .map(Long::valueOf)
                                        .toList());
        assertThat(log.summary().devices()).containsExactly("d");
        assertThat(log.summary().records()).isEqualTo(2);
        assertThat(log.of(EventKind.MMIO_READ).stream()
                        .filter(event -> event.values().get(1) == 2))
                .allMatch(event -> event.payload().littleEndian() == 7);
    }

    @Test
    void eventsOnOneLine_haveTheirOwnTimes() {
        Logged log = Logged.of(directory, """
                1516@5.000001:vfio_region_read  (d:region0+0x1, 1) = 0x61517@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x7
                """);

        assertThat(log.of(EventKind.MMIO_READ))
                .extracting(event -> event.stamp().timeNanos())
                .containsExactly(5_000_001_000L, 5_000_002_000L);
        assertThat(log.summary().understood()).isEqualTo(1);
    }

    @Test
    void halfAnEventBeforeAWholeOne_isDamageAndTheWholeOneIsRead() {
        Logged log = Logged.of(directory, """
                1516@5.000001:vfio_region_read  (d:reg1517@5.000002:vfio_region_read  (d:region0+0x2, 1) = 0x7
                """);

        assertThat(offsets(log)).containsExactly(2L);
        assertThat(log.summary().damaged()).isEqualTo(1);
    }

    @Test
    void messageInALog_isRead() {
        Logged log = Logged.of(directory, READ + "\nqemu-kvm: d: data_fd out of sync\n" + READ + "\n");

        assertThat(log.words(EventKind.ERROR_REPORTED)).containsExactly("d: data_fd out of sync");
        assertThat(log.summary().understood()).isEqualTo(3);
    }

    @Test
    void lineOfMoreThan64KiB_isDamageAndTheNextOneIsRead() {
        Logged log = Logged.of(
                directory, "vfio_save_setup  (" + "x".repeat(LineSource.LINE_BYTES_MAX) + ")\n" + READ + "\n");

        assertThat(log.of(EventKind.MMIO_READ)).hasSize(1);
        assertThat(log.summary().firstDamage().orElseThrow()).contains("a line of more than 65536 bytes");
        assertThat(log.summary().devices()).containsExactly("d");
    }

    @Test
    void nameThatNoDeviceHas_isDamage() {
        Logged log = Logged.of(directory, "vfio_save_setup  (" + "x".repeat(5000) + ")\n" + READ + "\n");

        assertThat(log.summary().devices()).containsExactly("d");
        assertThat(log.summary().damaged()).isEqualTo(1);
    }

    /** The end of a file without a line end: part of an event may look like another one, part of a message is still one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vfio_migration_set_device_state  (d) state RUNNING | 1 | 0",
                "1516@5.000001:vfio_region_read  (d:region0+0x5, 1) = 0x6 | 1 | 0",
                "1516@17953 | 1 | 0",
                "qemu-kvm: d: data_fd out of sync | 1 | 1",
                "qemu: hardware error: d: Device in error state 0x6 | 1 | 1",
                "CPU #0: | 0 | 0"
            })
    void lastLineWithoutALineEnd_isCut(String last, int damaged, int errors) {
        Logged log = Logged.of(directory, READ + "\n" + last);

        assertThat(log.of(EventKind.MMIO_READ)).hasSize(1);
        assertThat(log.of(EventKind.DEVICE_STATE_SET)).isEmpty();
        assertThat(log.summary().records()).isEqualTo(2);
        assertThat(log.summary().damaged()).isEqualTo(damaged);
        assertThat(log.of(EventKind.CAPTURE_DAMAGED))
                .allMatch(event -> event.values().get(0) == DamageKind.CUT.ordinal())
                .hasSize(damaged);
        assertThat(log.of(EventKind.ERROR_REPORTED)).hasSize(errors);
    }

    @Test
    void windowsLineEnds_areLineEnds() {
        assertThat(Logged.of(directory, READ + "\r\n" + READ + "\r\n").summary().understood())
                .isEqualTo(2);
    }

    @Test
    void damagedCompression_keepsWhatWasReadBefore() {
        byte[] whole = gzip((READ + "\n").repeat(50_000));
        Path file = Logged.write(directory, "trace.log.gz", Arrays.copyOf(whole, whole.length / 2));
        Logged log = Logged.of(file);

        assertThat(log.of(EventKind.MMIO_READ)).hasSizeGreaterThan(1000);
        assertThat(log.summary().firstDamage()).isPresent();
        assertThat(log.events().get(log.events().size() - 1).kind()).isEqualTo(EventKind.CAPTURE_DAMAGED);
    }

    @Test
    void progress_endsAtTheSizeOfTheFiles() {
        Path file = Logged.write(directory, "trace.log", (READ + "\n").repeat(100));
        List<Long> done = new ArrayList<>();
        QemuCapture.of(List.of(new CaptureFile(file, "qemu log")))
                .readInto(
                        new Flattener((envelope, kind, values, payload) -> {}),
                        Numbering.ALONE,
                        (read, total) -> done.add(total - read));

        assertThat(done).isNotEmpty().last().isEqualTo(0L);
    }

    private static List<Long> offsets(Logged log) {
        return log.of(EventKind.MMIO_READ).stream()
                .map(event -> event.value("offset").orElseThrow())
                .toList();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
