package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants checked: each trace event becomes the events of a journal that it tells of, with every number in its place. */
final class QemuReadingTest {

    @TempDir
    private Path directory;

    /** One line about device d, and what it tells beside that there is such a device. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Accesses
                "vfio_region_read  (d:region0+0x5, 1) = 0x60 | mmioRead region=0 offset=0x5 length=1 origin=CPU 60",
                "vfio_region_read  (d:region2+0x1000, 8) = 0x1122334455667788"
                        + " | mmioRead region=2 offset=0x1000 length=8 origin=CPU 8877665544332211",
                "vfio_region_write  (d:region1+0x10, 0xdeadbeef, 4)"
                        + " | mmioWritten region=1 offset=0x10 length=4 origin=CPU efbeadde",
                "vfio_pci_read_config  (d, @0x3d, len=0x1) 0x1 | configRead offset=0x3d length=1 origin=CPU 01",
                "vfio_pci_write_config  (d, @0x4, 0x103, len=0x2) | configWritten offset=0x4 length=2 origin=CPU 0301",
                // Descriptions
                "vfio_get_device Device d flags: 2, regions: 10, irqs: 5"
                        + " | deviceDescribed flags=0x2 regions=10 interrupts=5",
                "vfio_device_get Device d flags: 2, regions: 10, irqs: 5"
                        + " | deviceDescribed flags=0x2 regions=10 interrupts=5",
                "iommufd_cdev_device_info  d (21) num_irqs=5 num_regions=10 flags=2"
                        + " | deviceDescribed flags=0x2 regions=10 interrupts=5",
                "vfio_region_setup Device d, region 0 \"d BAR 0\", flags: 0x3, offset: 0x0, size: 0x8"
                        + " | regionDescribed region=0 flags=0x3 size=0x8",
                "vfio_populate_device_config Device 'd' config: size: 0x100, offset: 0x70000000000, flags: 0x3"
                        + " | regionDescribed region=7 flags=0x3 size=0x100",
                // Interrupts
                "vfio_intx_enable  (d) | interruptsConfigured index=0 start=0 count=1 flags=0x24 fds=1",
                "vfio_intx_disable  (d) | interruptsConfigured index=0 start=0 count=0 flags=0x21 fds=0",
                "vfio_msi_enable  (d) Enabled 4 MSI vectors | interruptsConfigured index=1 start=0 count=4 flags=0x24 fds=4",
                "vfio_msi_disable  (d) | interruptsConfigured index=1 start=0 count=0 flags=0x21 fds=0",
                "vfio_msix_enable  (d) | interruptsConfigured index=2 start=0 count=1 flags=0x24 fds=1",
                "vfio_msix_disable  (d) | interruptsConfigured index=2 start=0 count=0 flags=0x21 fds=0",
                "vfio_msix_vector_do_use  (d) vector 3 used | interruptsConfigured index=2 start=3 count=1 flags=0x24 fds=1",
                "vfio_msix_vector_release  (d) vector 3 released"
                        + " | interruptsConfigured index=2 start=3 count=1 flags=0x21 fds=0",
                "vfio_intx_interrupt  (d) Pin A | interruptRaised index=0 vector=0",
                "vfio_msi_interrupt  (d) vector 2 0xfee00000/0x4021 | interruptRaised index=1 vector=2",
                // Resets
                "vfio_pci_reset_flr d FLR/VFIO_DEVICE_RESET | deviceReset cause=REQUEST?",
                "vfio_pci_reset_pm d PCI PM Reset | deviceReset cause=REQUEST?",
                "vfio_pci_hot_reset_result d hot reset: Success | deviceReset cause=BUS",
                "vfio_pci_hot_reset_result d hot reset: Operation not permitted | deviceReset cause=BUS!EPERM",
                // Streams of v2
                "vfio_save_block  (d) data_size 4096" + " | migrationDataRead dataFd=-1 requested=4096 count=4096",
                "vfio_save_complete_precopy  (d) ret 0 | migrationDataRead dataFd=-1 requested=1048576 count=0",
                "vfio_save_complete_precopy  (d) ret -5 | migrationDataRead dataFd=-1 requested=1048576 count=0!EIO",
                "vfio_load_state_device_data  (d) size 112 ret 0 | migrationDataWritten dataFd=-1 declared=112 count=112",
                "vfio_load_state_device_data  (d) size 112 ret -14"
                        + " | migrationDataWritten dataFd=-1 declared=112 count=112!EFAULT",
                "vfio_load_state_device_data  (d) size 0x70 ret 0 | migrationDataWritten dataFd=-1 declared=112 count=112",
                "vfio_state_pending_exact  (d) precopy 1 postcopy 0 stopcopy size 4096 precopy initial size 0"
                        + " precopy dirty size 0 | migrationDataSizeRead size=4096",
                "vfio_state_pending_exact  (d) precopy 1 postcopy 0 stopcopy size 107374182400 precopy initial size 0"
                        + " precopy dirty size 0 | migrationDataSizeRead size=0!failed",
                // The VM
                "migrate_set_state new state active | migrationStatusReported side=RECORDED active",
                "migrate_error error=Unable to write | errorReported side=RECORDED Unable to write",
                "handle_qmp_command mon 0x55 req: {\"execute\": \"migrate_cancel\"} | cancelRequested side=RECORDED",
                "savevm_section_end 0000:00:05.0/vfio, section_id 39 -> -22"
                        + " | errorReported side=RECORDED saving section 0000:00:05.0/vfio ended with EINVAL (-22)",
                "process_incoming_migration_co_end ret=-5 postcopy-state=0"
                        + " | errorReported side=RECORDED loading the migration stream ended with EIO (-5)",
                "migration_completion_vm_stop ret -1"
                        + " | errorReported side=RECORDED stopping the VM ended with EPERM (-1)",
                "vm_state_notify running 0 reason 7 (finish-migrate) | vcpusStopped finish-migrate",
                "vm_state_notify running 1 reason 9 (running) | vcpusStarted running",
                // Memory
                "vfio_listener_region_add_ram region_add [ram] 0x0 - 0xbffff [0x7f00]"
                        + " | dmaMapped iova=0x0 size=0xc0000 backing=SHARED flags=0x3 fileOffset=0x0",
                "vfio_listener_region_del region_del 0x0 - 0xbffff | dmaUnmapped iova=0x0 size=0xc0000 flags=0x0",
                "vfio_iommu_map_notify iommu MAP @ 0x1000 - 0x1fff"
                        + " | dmaMapped iova=0x1000 size=0x1000 backing=SHARED flags=0x3 fileOffset=0x0",
                "vfio_iommu_map_notify iommu UNMAP @ 0x1000 - 0x1fff | dmaUnmapped iova=0x1000 size=0x1000 flags=0x0",
                "vfio_get_dirty_bitmap container fd=14, iova=0x0 size= 0xc0000 bitmap_size=0x18 start=0x0"
                        + " | dirtyPagesReported scope=CONTAINER iova=0x0 size=0xc0000 pageSize=4096",
                "vfio_get_dirty_bitmap iova=0x1000 size= 0xc0000 bitmap_size=0x18 start=0x0 dirty_pages=5"
                        + " | dirtyPagesReported scope=CONTAINER iova=0x1000 size=0xc0000 pageSize=4096",
                "vfio_container_query_dirty_bitmap iova=0x1000 size= 0xc0000 bitmap_size=0x18 gpa=0x0 dirty_pages=5"
                        + " | dirtyPagesReported scope=CONTAINER iova=0x1000 size=0xc0000 pageSize=4096",
                "vfio_device_dirty_tracking_start nr_ranges 2 32:[0x0 - 0xffff], 64:[0x100000000 - 0x1ffffffff],"
                        + " pci64:[0xffffffffffffffff - 0x0] | dirtyTrackingStarted scope=DEVICE pageSize=0"
                        + " 0000000000000000000001000000000000000000010000000000000001000000?"
            })
    void line_tellsWhatHappened(String line, String told) {
        assertThat(told("vfio_migration_realize  (d)\n" + line + "\n")).isEqualTo(told);
    }

    /** v1: what stands for accesses to the migration region. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vfio_update_pending  (d) pending 0x28000 | migrationRegisterRead offset=0x8 width=8 value=0x28000",
                "vfio_save_buffer  (d) Offset 0x1000 size 0x70 pending 0x70"
                        + " | migrationRegisterRead offset=0x10 width=8 value=0x1000;"
                        + " migrationRegisterRead offset=0x18 width=8 value=0x70; migrationWindowRead offset=0x1000 length=112",
                "vfio_load_state_device_data  (d) Offset 0x1000 size 0x70"
                        + " | migrationRegisterRead offset=0x10 width=8 value=0x1000;"
                        + " migrationWindowWritten offset=0x1000 length=112;"
                        + " migrationRegisterWritten offset=0x18 width=8 value=0x70",
                "vfio_save_complete_precopy  (d) | ''",
                "vfio_save_iterate  (d) data_size 61456 | ''"
            })
    void v1Line_standsForAccessesToTheMigrationRegion(String line, String told) {
        assertThat(told("vfio_migration_probe  (d) Region 9\n" + line + "\nvfio_save_cleanup  (d)\n"))
                .isEqualTo(told);
    }

    /** Understood, and of no consequence. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vfio_vmstate_change  (d) running 0 reason finish-migrate device state STOP_COPY",
                "vfio_vmstate_change_prepare  (d) running 0 reason finish-migrate device state PRE_COPY_P2P",
                "vfio_migration_state_notifier  (d) state 1",
                "vfio_save_setup  (d) data buffer size 1048576",
                "vfio_load_state  (d) data 0xffffffffef100004",
                "vfio_pci_hot_reset_dep_devices \t0000:00:05.0 group 5",
                "vfio_listener_region_skip SKIPPING region_add 0xfec00000 - 0xfec00fff",
                "savevm_state_setup ",
                "migration_completion_vm_stop ret 0",
                "handle_qmp_command mon 0x55 req: {\"execute\": \"query-migrate\"}",
                "handle_qmp_command mon 0x55 req: {\"arguments\": {\"command-line\": \"trace-event vfio_region_read on\"}}",
                "handle_qmp_command mon 0x55 req: {\"execute\": \"x\", \"mail\": \"a1@2.example\"}"
            })
    void line_isUnderstoodWithoutAnyConsequence(String line) {
        Logged log = Logged.of(directory, "vfio_migration_realize  (d)\n" + line + "\n");

        assertThat(told(log)).isEmpty();
        assertThat(log.summary().understood()).isEqualTo(2);
    }

    @Test
    void deviceConfig_isReadFromItsTwoLines() {
        Logged log = Logged.of(directory, """
                1@5.000001:vfio_populate_device_config Device d config:
                  size: 0xff, offset: 0x70000000000, flags: 0x3
                  size: 0xff, offset: 0x70000000000, flags: 0x3
                1@5.000002:vfio_pci_load_rom Device d ROM:
                  size: 0x10, offset: 0x60000000000, flags: 0x1
                """);

        assertThat(told(log)).isEqualTo("regionDescribed region=7 flags=0x3 size=0xff");
        assertThat(log.summary().kinds())
                .containsEntry("vfio_populate_device_config", 2L)
                .containsEntry("vfio_pci_load_rom", 2L)
                .containsEntry("(text)", 1L);
        assertThat(log.of(EventKind.REGION_DESCRIBED).get(0).stamp().record()).isEqualTo(2);
        assertThat(log.of(EventKind.REGION_DESCRIBED).get(0).stamp().timeNanos())
                .isEqualTo(5_000_001_000L);
    }

    @Test
    void virtualCpus_startAtTheFirstLineThatIsNotAboutStartingTheDevices() {
        assertThat(told("""
                vfio_migration_realize  (d)
                vm_state_notify running 1 reason 9 (running)
                vfio_migration_set_device_state  (d) state RUNNING_P2P
                vfio_region_read  (d:region0+0x5, 1) = 0x60
                """))
                .isEqualTo("deviceStateSet requested=v2:RUNNING_P2P dataFd=-1; vcpusStarted running;"
                        + " mmioRead region=0 offset=0x5 length=1 origin=CPU 60");
    }

    @Test
    void messageInterrupt_isOfMsixWhileThatIsOn() {
        assertThat(told("""
                vfio_migration_realize  (d)
                vfio_msix_enable  (d)
                vfio_msi_interrupt  (d) vector 2 0xfee00000/0x4021
                """)).endsWith("interruptRaised index=2 vector=2");
    }

    @Test
    void device_isOpenedOnceByWhateverNamesItFirst() {
        Logged log = Logged.of(directory, """
                vfio_attach_device  (VFIO user </run/a.sock>) group 0
                vfio_mdev  (0000:31:00.1) is_mdev 0
                vfio_migration_realize  (VFIO user </run/a.sock>)
                """);

        assertThat(log.words(EventKind.DEVICE_OPENED)).containsExactly("VFIO user </run/a.sock>", "0000:31:00.1");
        assertThat(log.summary().devices()).containsExactly("VFIO user </run/a.sock>", "0000:31:00.1");
    }

    /** The first line that shows a protocol, and what the devices are opened with even before it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vfio_migration_probe  (d) Region 9 | v1-uapi",
                "vfio_migration_probe  (d) | v2",
                "vfio_migration_realize  (d) | v2",
                "vfio_get_dev_region d index 9, 00000003/18 | v1-uapi",
                "vfio_migration_set_state  (d) state 3 | v1-uapi",
                "vfio_migration_set_state  (d) state STOP | v2",
                "vfio_migration_set_state  (d) new state STOP, recover state ERROR | v2",
                "vfio_vmstate_change  (d) running 1 reason running device state 1 | v1-uapi",
                "vfio_update_pending  (d) pending 0x0 | v1-uapi",
                "vfio_save_block  (d) data_size 5 | v2"
            })
    void protocol_isKnownFromTheBeginning(String line, String protocol) {
        Logged log = Logged.of(directory, "vfio_mdev  (d) is_mdev 0\n" + line + "\n");

        assertThat(log.of(EventKind.DEVICE_OPENED)).hasSize(1);
        assertThat(Logged.text(log.of(EventKind.DEVICE_OPENED).get(0)))
                .isEqualTo("deviceOpened protocol=" + protocol + " d");
        assertThat(log.words(EventKind.MARKER_PLACED).get(0)).contains(line.split(" ", 2)[0], "protocol " + protocol);
    }

    @Test
    void ownDevicesOfQemu_areReadWhereThereIsNoVfioDevice() {
        Logged log = Logged.of(directory, """
                pci_cfg_write e1000 00:04.0 @0x10 <- 0xfeb80000
                memory_region_ops_read cpu 0 mr 0x55 addr 0xfeb80008 value 0x80080781 size 4 name 'e1000-mmio'
                memory_region_ops_write cpu -1 mr 0x55 addr 0x70 value 0x8f size 1 name 'rtc'
                """);

        assertThat(told(log))
                .isEqualTo("mmioRead region=0 offset=0x8 length=4 origin=CPU 81070880;"
                        + " mmioWritten region=0 offset=0x70 length=1 origin=CPU 8f");
        assertThat(log.summary().devices()).containsExactly("e1000 00:04.0", "rtc");
    }

    /** Numbers that no device has: nothing may stop an import. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vfio_region_read  (d:region-1+0xffffffffffffffff, -1) = 0xffffffffffffffff",
                "vfio_region_write  (d:region99999999999+0x5, 0x1, 18446744073709551615)",
                "vfio_pci_read_config  (d, @0xffffffffffffffff, len=0xffffffffffffffff) 0x1",
                "vfio_msi_enable  (d) Enabled -5 MSI vectors",
                "vfio_msix_vector_do_use  (d) vector -3 used",
                "vfio_msi_interrupt  (d) vector -1 0x0/0x0",
                "vfio_migration_set_state  (d) state -1",
                "vfio_save_block  (d) data_size -5",
                "vfio_save_complete_precopy  (d) ret -9223372036854775808",
                "vfio_load_state_device_data  (d) size -5 ret -4096",
                "vfio_save_buffer  (d) Offset 0xffffffffffffffff size 0xffffffffffffffff pending 0x0",
                "vfio_listener_region_add_ram region_add [ram] 0xffffffffffffffff - 0x0 [(nil)]",
                "vfio_device_dirty_tracking_start nr_ranges -1 32:[0x0 - 0xffffffffffffffff], 64:[0x0 - 0x0], pci64:[0x0 - 0x0]",
                "vfio_get_device Device d flags: -1, regions: -1, irqs: -1",
                "memory_region_ops_read cpu 0 mr 0x55 addr 0x0 value 0x0 size -1 name 'x'",
                "migration_completion_vm_stop ret -9223372036854775808"
            })
    void impossibleNumbers_areTakenAsTheyAre(String line) {
        assertThat(Logged.of(directory, line + "\n").summary().understood()).isEqualTo(1);
        assertThat(Logged.of(directory, "vfio_migration_realize  (d)\n" + line + "\n")
                        .summary()
                        .understood())
                .isEqualTo(2);
    }

    @Test
    void stamps_sayWhichLineAndWhen() {
        Event read = Logged.of(directory, """
                1516@1795394122.573230:vfio_migration_realize  (d)
                1516@1795394122.573231:rcu x
                1517@1795394122.573232:vfio_region_read  (d:region0+0x5, 1) = 0x60
                """).of(EventKind.MMIO_READ).get(0);

        assertThat(read.stamp().record()).isEqualTo(3);
        assertThat(read.stamp().timeNanos()).isEqualTo(1_795_394_122_573_232_000L);
        assertThat(read.stamp().device()).isZero();
        assertThat(read.stamp().witness()).isZero();
        assertThat(read.stamp().result()).isEqualTo(Envelope.OK);
    }

    private String told(String log) {
        return told(Logged.of(directory, log));
    }

    private static String told(Logged log) {
        List<EventKind> introductions = List.of(EventKind.DEVICE_OPENED, EventKind.MARKER_PLACED);
        return log.events().stream()
                .filter(event -> !introductions.contains(event.kind()))
                .map(Logged::text)
                .collect(Collectors.joining("; "));
    }
}
