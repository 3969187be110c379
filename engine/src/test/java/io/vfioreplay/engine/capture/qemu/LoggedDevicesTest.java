package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants checked: which devices a log is about, and which of them belong to one VM. */
final class LoggedDevicesTest {

    @TempDir
    private Path directory;

    @Test
    void linesOfTheVm_areOfTheDeviceOfTheirThreadWhereALogIsShared() {
        Logged log = Logged.of(directory, """
                10@5.000001:vfio_migration_realize  (a)
                20@5.000002:vfio_migration_realize  (b)
                10@5.000003:migrate_set_state new state setup
                20@5.000004:migrate_set_state new state active
                30@5.000005:migrate_set_state new state failed
                10@5.000006:vm_state_notify running 0 reason 7 (finish-migrate)
                """);

        assertThat(log.of(EventKind.MIGRATION_STATUS_REPORTED))
                .extracting(event -> event.stamp().device())
                .containsExactly(0, 1, Envelope.HOST);
        assertThat(log.of(EventKind.VCPUS_STOPPED))
                .as("of which of the two, no event can say")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10@5.000001:", "", "2026-11-23T00:00:00.000003Z "})
    void devicesOfOneVm_shareItsRunStates(String prefix) {
        String log = List.of(
                        "vfio_migration_realize  (a)",
                        "vfio_migration_realize  (b)",
                        "vm_state_notify running 0 reason 7 (finish-migrate)",
                        "migrate_set_state new state active")
                .stream()
                .map(line -> prefix + line + "\n")
                .reduce("", String::concat);

        Logged read = Logged.of(directory, log);
        assertThat(read.of(EventKind.VCPUS_STOPPED)).hasSize(1);
        assertThat(read.of(EventKind.MIGRATION_STATUS_REPORTED).get(0).stamp().device())
                .isEqualTo(Envelope.HOST);
    }

    /** One thread that speaks of both is enough, also if another one spoke of the first device before. */
    @Test
    void devicesThatAThreadSpeaksOf_areOfOneVm() {
        Logged log = Logged.of(directory, """
                10@5.000001:vfio_migration_realize  (a)
                11@5.000002:vfio_save_cleanup  (a)
                11@5.000003:vfio_save_cleanup  (b)
                20@5.000004:vm_state_notify running 0 reason 7 (finish-migrate)
                """);

        assertThat(log.of(EventKind.VCPUS_STOPPED)).hasSize(1);
    }

    @Test
    void devices_areBoundedWhenALogNamesMany() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 1100; i++) {
            log.append("vfio_region_read  (d").append(i).append(":region0+0x5, 1) = 0x60\n");
        }
        Logged read = Logged.of(directory, log.toString());

        assertThat(read.summary().devices()).hasSize(1024);
        assertThat(read.of(EventKind.MMIO_READ)).hasSize(1100);
    }
}
