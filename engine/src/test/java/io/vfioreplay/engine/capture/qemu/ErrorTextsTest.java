package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants checked: what QEMU tells its user becomes results of operations, and an error in its own words. */
final class ErrorTextsTest {

    private static final String WRITE_FAILED =
            "vfio_mig_write 4 byte d: failed at offset 0x90000000000, err: Input/output error;";

    @TempDir
    private Path directory;

    /** v1: the states before, the texts behind the failed write, and what became of the device. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Told in words
                "1 | d: Failed to set state SAVING           | 0x1, 0x3!EIO",
                "3 | d: Failed to set state STOP and SAVING  | 0x3, 0x2!EIO",
                "2 | d: Failed to set state STOPPED          | 0x2, 0x0!EIO",
                "1 | d: Failed to set state RESUMING         | 0x1, 0x4!EIO",
                "4 | d: Failed to set state RUNNING          | 0x4, 0x1!EIO",
                // Told as a number
                "4 | d: Failed to set device state 0x1       | 0x4, 0x1!EIO",
                "1 | d: Failed to set device state 0x0       | 0x1, 0x0!EIO",
                // Not told: the next step from the state before
                "1 | other                                   | 0x1, 0x3!EIO",
                "3 | other                                   | 0x3, 0x2!EIO",
                "2 | other                                   | 0x2, 0x0!EIO",
                "4 | other                                   | 0x4, 0x1!EIO",
                // Not told, and the device is in ERROR
                "3 | hardware error: d: Device in error state 0x6 | 0x3, 0x2!EIO, read 0x6"
            })
    void refusedWrite_isOfTheStateThatIsToldOrNext(String before, String texts, String states) {
        assertThat(states("probe;" + before + ";" + WRITE_FAILED + texts)).isEqualTo(states);
    }

    @Test
    void refusedWrite_isToldAtTheEndOfTheLogAtLast() {
        assertThat(states("probe; 3;" + WRITE_FAILED)).isEqualTo("0x3, 0x2!EIO");
    }

    @Test
    void twoRefusedWrites_areTwo() {
        assertThat(states("probe; 3;" + WRITE_FAILED + WRITE_FAILED + "d: Failed to set state STOPPED"))
                .isEqualTo("0x3, 0x2!EIO, 0x0!EIO");
    }

    @Test
    void stateText_isNothingWithoutAFailedWrite() {
        assertThat(states("probe; 1; d: Failed to set state SAVING")).isEqualTo("0x1");
    }

    @Test
    void errorState_isWrittenWithoutTheNameOfTheProgramToo() {
        String log = Script.log("probe; 3;" + WRITE_FAILED)
                + "qemu: hardware error: d: Device in error state 0x6\nCPU #0:\n";

        assertThat(Logged.of(directory, log).states()).containsExactly("0x3", "0x2!EIO", "read 0x6");
    }

    @Test
    void refusedSegment_isNotAccepted() {
        Logged log = Logged.of(directory, """
                10@1795392000.000001:vfio_migration_probe  (d) Region 9
                10@1795392000.000002:vfio_load_state_device_data  (d) Offset 0x1000 size 0x100
                10@1795392000.000003:vfio_load_state_device_data  (d) Offset 0x1000 size 0x70
                2026-11-23T00:00:00.000004Z qemu-kvm: vfio_mig_write 8 byte d: failed at offset 0x90000000018, err: Invalid argument
                10@1795392000.000005:vfio_load_cleanup  (d)
                """);

        assertThat(log.of(EventKind.MIGRATION_REGISTER_WRITTEN))
                .extracting(Logged::text)
                .containsExactly(
                        "migrationRegisterWritten offset=0x18 width=8 value=0x100",
                        "migrationRegisterWritten offset=0x18 width=8 value=0x70!EINVAL");
    }

    @Test
    void segmentAtTheEndOfTheLog_isUnanswered() {
        Logged log = Logged.of(directory, """
                vfio_migration_probe  (d) Region 9
                vfio_load_state_device_data  (d) Offset 0x1000 size 0x70
                """);

        assertThat(log.of(EventKind.MIGRATION_REGISTER_WRITTEN))
                .extracting(Logged::text)
                .containsExactly("migrationRegisterWritten offset=0x18 width=8 value=0x70!unanswered");
    }

    /** The text, and what it means beside the error that it is; {@code -} for nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vfio_mig_read 4 byte d: failed at offset 0x90000000000, err: Input/output error"
                        + " | migrationRegisterRead offset=0x0 width=4 value=0x0!EIO",
                "vfio_mig_read 8 byte d: failed at offset 0x90000000008, err: Input/output error"
                        + " | migrationRegisterRead offset=0x8 width=8 value=0x0!EIO",
                "vfio_mig_read 8 byte d: failed at offset 0x90000001000, err: Bad address"
                        + " | migrationWindowRead offset=0x1000 length=8!EFAULT",
                "vfio_mig_write 8 byte d: failed at offset 0x90000001008, err: No space left on device"
                        + " | migrationWindowWritten offset=0x1008 length=8!ENOSPC",
                "vfio_mig_write 8 byte d: failed at offset 0x90000000018, err: Invalid argument"
                        + " | migrationRegisterWritten offset=0x18 width=8 value=0x0!EINVAL",
                "d: Failed to start DMA logging, err -95 (Operation not supported)"
                        + " | dirtyTrackingStarted scope=DEVICE pageSize=0!EOPNOTSUPP",
                "d: Failed to stop DMA logging, err -22 (Invalid argument)"
                        + " | dirtyTrackingStopped scope=DEVICE!EINVAL",
                "d: Failed to get DMA logging report, iova: 0x1000, size: 0x2000, err: -95 (Operation not supported)"
                        + " | dirtyPagesReported scope=DEVICE iova=0x1000 size=0x2000 pageSize=4096!EOPNOTSUPP",
                "Failed to get dirty bitmap for iova: 0x1000 size: 0x2000 err: 22"
                        + " | dirtyPagesReported scope=CONTAINER iova=0x1000 size=0x2000 pageSize=4096!EINVAL",
                "d: data_fd out of sync | -",
                "d: Unknown tag 0x7e00000027000000 | -",
                "d: SETUP STATE: EOS not found 0x7e00000027000000 | -",
                "d: Received INIT_DATA_SENT but switchover ack is not used | -",
                "d: vfio_save_buffer failed Input/output error | -",
                "d: Failed to save buffer | -",
                "VFIO device doesn't support migration | -",
                "load of migration failed: Invalid argument | -",
                "error while loading state section id 39(0000:00:05.0/vfio) | -"
            })
    void text_isAnErrorAndWhatItMeans(String text, String meaning) {
        String setUp = "10@1795392000.000001:vfio_migration_probe  (d) Region 9\n";
        Logged log = Logged.of(directory, setUp + "2026-11-23T00:00:00.000004Z qemu-system-x86_64: " + text + "\n");

        List<Event> errors = log.of(EventKind.ERROR_REPORTED);
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).payload().utf8()).isEqualTo(text);
        assertThat(errors.get(0).stamp().timeNanos()).isEqualTo(1_795_392_000_000_004_000L);
        assertThat(errors.get(0).stamp().device()).isEqualTo(text.matches("(d|.* byte d): .*") ? 0 : Envelope.HOST);
        List<String> others = log.events().stream()
                .filter(event -> event.stamp().record() == 2 && event.kind() != EventKind.ERROR_REPORTED)
                .map(Logged::text)
                .toList();
        assertThat(others).isEqualTo(meaning.equals("-") ? List.of() : List.of(meaning));
        assertThat(log.summary().kinds()).containsEntry("(message)", 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vfio: Cannot reset device d, no available reset mechanism.",
                "-device vfio-pci,host=d: warning: d: VFIO device doesn't support device and IOMMU dirty tracking",
                "warning: host doesn't support requested feature",
                "info: listening"
            })
    void harmlessText_isARemarkAndNoError(String text) {
        Logged log = Logged.of(directory, "vfio_migration_probe  (d) Region 9\nqemu-system-x86_64: " + text + "\n");

        assertThat(log.of(EventKind.ERROR_REPORTED)).isEmpty();
        assertThat(log.words(EventKind.MARKER_PLACED)).contains(text);
    }

    /** Words of the C library, glibc's and musl's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Input/output error | 5",
                "I/O error | 5",
                "Invalid argument | 22",
                "Operation not supported | 95",
                "No such device or address | 6",
                "No such device | 19",
                "ioctl failed: Bad address (again) | 14",
                "Unknown error 524 | 4096",
                "'' | 4096"
            })
    void errorNumber_isThatOfTheWords(String words, int number) {
        assertThat(ErrorNumbers.of(words)).isEqualTo(number);
    }

    @Test
    void texts_areMatchedByTheMostTellingFormFirst() {
        List<ErrorText> last = Stream.of(ErrorText.values())
                .filter(text -> text.formats().stream()
                        .anyMatch(format -> format.pattern().equals("%s: %s")))
                .toList();
        assertThat(last).containsExactly(ErrorText.OF_DEVICE);
        assertThat(Objects.requireNonNull(ErrorText.values()[ErrorText.values().length - 1]))
                .isEqualTo(ErrorText.OF_DEVICE);
    }

    private String states(String steps) {
        return String.join(", ", Logged.of(directory, Script.log(steps)).states());
    }
}
