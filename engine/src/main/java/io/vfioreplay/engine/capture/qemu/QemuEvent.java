package io.vfioreplay.engine.capture.qemu;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The trace events of QEMU that say something about a VFIO device or its migration: the name in lower case, and the formats
 * that it had in one version or another, in the order in which they are tried.
 *
 * <p>Source: QEMU {@code hw/vfio/trace-events}, {@code migration/trace-events}, {@code system/trace-events} and others of 7.2,
 * 10.0 and 10.2; 8.0 to 9.2 from posted patches.
 */
enum QemuEvent {
    // The v1 and v2 states
    VFIO_MIGRATION_PROBE(" (%s) Region %d", " (%s)"),
    VFIO_MIGRATION_REALIZE(" (%s)"),
    VFIO_MIGRATION_SET_STATE(" (%s) state %d", " (%s) new state %s, recover state %s", " (%s) state %s"),
    VFIO_MIGRATION_SET_DEVICE_STATE(" (%s) state %s"),
    VFIO_VMSTATE_CHANGE(" (%s) running %d reason %s device state %d", " (%s) running %d reason %s device state %s"),
    VFIO_VMSTATE_CHANGE_PREPARE(" (%s) running %d reason %s device state %s"),
    VFIO_MIGRATION_STATE_NOTIFIER(" (%s) state %d", " (%s) state %s"),
    // Saving
    VFIO_SAVE_SETUP(" (%s)", " (%s) data buffer size 0x%x", " (%s) data buffer size %d"),
    VFIO_SAVE_CLEANUP(" (%s)"),
    VFIO_SAVE_BUFFER(" (%s) Offset 0x%x size 0x%x pending 0x%x"),
    VFIO_UPDATE_PENDING(" (%s) pending 0x%x"),
    VFIO_SAVE_DEVICE_CONFIG_STATE(" (%s)"),
    VFIO_SAVE_PENDING(
            " (%s) precopy 0x%x postcopy 0x%x compatible 0x%x",
            " (%s) precopy 0x%x postcopy 0x%x compatible 0x%x stopcopy size 0x%x",
            " (%s) precopy 0x%x postcopy 0x%x stopcopy size 0x%x"),
    VFIO_STATE_PENDING_ESTIMATE(
            " (%s) precopy 0x%x postcopy 0x%x precopy initial size 0x%x precopy dirty size 0x%x",
            " (%s) precopy %d postcopy %d precopy initial size %d precopy dirty size %d"),
    VFIO_STATE_PENDING_EXACT(
            " (%s) precopy 0x%x postcopy 0x%x stopcopy size 0x%x precopy initial size 0x%x precopy dirty size 0x%x",
            " (%s) precopy %d postcopy %d stopcopy size %d precopy initial size %d precopy dirty size %d",
            " (%s) precopy 0x%x postcopy 0x%x stopcopy size 0x%x"),
    VFIO_SAVE_ITERATE(
            " (%s) data_size %d",
            " (%s) precopy initial size 0x%x precopy dirty size 0x%x",
            " (%s) precopy initial size %d precopy dirty size %d"),
    VFIO_SAVE_ITERATE_START(" (%s)"),
    VFIO_SAVE_BLOCK(" (%s) data_size %d"),
    VFIO_SAVE_BLOCK_PRECOPY_EMPTY_HIT(" (%s)"),
    VFIO_SAVE_COMPLETE_PRECOPY(" (%s)", " (%s) ret %d"),
    VFIO_SAVE_COMPLETE_PRECOPY_START(" (%s)"),
    VFIO_SAVE_COMPLETE_PRECOPY_THREAD_START(" (%s) idstr %s instance %d"),
    VFIO_SAVE_COMPLETE_PRECOPY_THREAD_END(" (%s) ret %d"),
    // Loading
    VFIO_LOAD_BUFS_THREAD_START(" (%s)"),
    VFIO_LOAD_BUFS_THREAD_END(" (%s)"),
    VFIO_LOAD_CLEANUP(" (%s)"),
    VFIO_LOAD_DEVICE_CONFIG_STATE(" (%s)"),
    VFIO_LOAD_DEVICE_CONFIG_STATE_START(" (%s)"),
    VFIO_LOAD_DEVICE_CONFIG_STATE_END(" (%s)"),
    VFIO_LOAD_STATE(" (%s) data 0x%x"),
    VFIO_LOAD_STATE_DEVICE_DATA(" (%s) Offset 0x%x size 0x%x", " (%s) size 0x%x ret %d", " (%s) size %d ret %d"),
    VFIO_LOAD_STATE_DEVICE_BUFFER_INCOMING(" (%s) idx %d"),
    VFIO_LOAD_STATE_DEVICE_BUFFER_START(" (%s)"),
    VFIO_LOAD_STATE_DEVICE_BUFFER_STARVED(" (%s) idx %d"),
    VFIO_LOAD_STATE_DEVICE_BUFFER_LOAD_START(" (%s) idx %d"),
    VFIO_LOAD_STATE_DEVICE_BUFFER_LOAD_END(" (%s) idx %d"),
    VFIO_LOAD_STATE_DEVICE_BUFFER_END(" (%s)"),
    // Dirty pages
    VFIO_GET_DIRTY_BITMAP(
            "container fd=%d, iova=0x%x size= 0x%x bitmap_size=0x%x start=0x%x",
            "iova=0x%x size= 0x%x bitmap_size=0x%x start=0x%x dirty_pages=%d"),
    VFIO_CONTAINER_QUERY_DIRTY_BITMAP("iova=0x%x size= 0x%x bitmap_size=0x%x gpa=0x%x dirty_pages=%d"),
    VFIO_IOMMU_MAP_DIRTY_NOTIFY("iommu dirty @ 0x%x - 0x%x"),
    VFIO_DEVICE_DIRTY_TRACKING_UPDATE("section 0x%x - 0x%x -> update [0x%x - 0x%x]"),
    VFIO_DEVICE_DIRTY_TRACKING_START(
            "nr_ranges %d 32:[0x%x - 0x%x], 64:[0x%x - 0x%x], pci64:[0x%x - 0x%x]",
            "nr_ranges %d 32:[0x%x - 0x%x], 64:[0x%x - 0x%x]"),
    // Regions
    VFIO_REGION_WRITE(" (%s:region%d+0x%x, 0x%x, %d)"),
    VFIO_REGION_READ(" (%s:region%d+0x%x, %d) = 0x%x"),
    VFIO_REGION_SETUP("Device %s, region %d \"%s\", flags: 0x%x, offset: 0x%x, size: 0x%x"),
    VFIO_REGION_MMAP("Region %s mmaps[%d] [0x%x - 0x%x]", "Region %s [0x%x - 0x%x]"),
    VFIO_REGION_MMAP_FAULT("Region %s mmaps[%d], [0x%x - 0x%x], fault: %d"),
    VFIO_REGION_MMAPS_SET_ENABLED("Region %s mmaps enabled: %d"),
    VFIO_REGION_UNMAP("Region %s unmap [0x%x - 0x%x]"),
    VFIO_REGION_EXIT("Device %s, region %d"),
    VFIO_REGION_FINALIZE("Device %s, region %d"),
    VFIO_REGION_SPARSE_MMAP_HEADER("Device %s region %d: %d sparse mmap entries"),
    VFIO_REGION_SPARSE_MMAP_ENTRY("sparse entry %d [0x%x - 0x%x]"),
    VFIO_GET_DEV_REGION("%s index %d, %x/%x"),
    VFIO_DEVICE_GET_REGION_INFO_TYPE("%s index %d, %x/%x"),
    // Config space and interrupts
    VFIO_PCI_READ_CONFIG(" (%s, @0x%x, len=0x%x) 0x%x"),
    VFIO_PCI_WRITE_CONFIG(" (%s, @0x%x, 0x%x, len=0x%x)"),
    VFIO_INTX_INTERRUPT(" (%s) Pin %c"),
    VFIO_INTX_EOI(" (%s) EOI"),
    VFIO_INTX_ENABLE_KVM(" (%s) KVM INTx accel enabled"),
    VFIO_INTX_DISABLE_KVM(" (%s) KVM INTx accel disabled"),
    VFIO_INTX_UPDATE(" (%s) IRQ moved %d -> %d"),
    VFIO_INTX_ENABLE(" (%s)"),
    VFIO_INTX_DISABLE(" (%s)"),
    VFIO_MSI_INTERRUPT(" (%s) vector %d 0x%x/0x%x"),
    VFIO_MSI_ENABLE(" (%s) Enabled %d MSI vectors"),
    VFIO_MSI_DISABLE(" (%s)"),
    VFIO_MSI_SETUP("%s PCI MSI CAP @0x%x"),
    VFIO_MSIX_VECTOR_DO_USE(" (%s) vector %d used"),
    VFIO_MSIX_VECTOR_RELEASE(" (%s) vector %d released"),
    VFIO_MSIX_ENABLE(" (%s)"),
    VFIO_MSIX_DISABLE(" (%s)"),
    VFIO_MSIX_PBA_DISABLE(" (%s)"),
    VFIO_MSIX_PBA_ENABLE(" (%s)"),
    VFIO_MSIX_FIXUP(" (%s) MSI-X region %d mmap fixup [0x%x - 0x%x]"),
    VFIO_MSIX_RELO(" (%s) BAR %d offset 0x%x"),
    VFIO_MSIX_EARLY_SETUP(
            "%s PCI MSI-X CAP @0x%x, BAR %d, offset 0x%x, entries %d, noresize %d",
            "%s PCI MSI-X CAP @0x%x, BAR %d, offset 0x%x, entries %d"),
    VFIO_PCI_LOAD_ROM("Device %s ROM:", "Device '%s' ROM: size: 0x%x, offset: 0x%x, flags: 0x%x"),
    // Devices and their resets
    VFIO_REALIZE(" (%s) group %d"),
    VFIO_MDEV(" (%s) is_mdev %d"),
    VFIO_ATTACH_DEVICE(" (%s) group %d"),
    VFIO_DETACH_DEVICE(" (%s) group %d"),
    VFIO_DEVICE_ATTACH(" (%s) group %d"),
    VFIO_DEVICE_DETACH(" (%s) group %d"),
    VFIO_GET_DEVICE("Device %s flags: %d, regions: %d, irqs: %d"),
    VFIO_DEVICE_GET("Device %s flags: %d, regions: %d, irqs: %d"),
    IOMMUFD_CDEV_DEVICE_INFO(" %s (%d) num_irqs=%d num_regions=%d flags=%d"),
    VFIO_POPULATE_DEVICE_CONFIG("Device %s config:", "Device '%s' config: size: 0x%x, offset: 0x%x, flags: 0x%x"),
    VFIO_POPULATE_DEVICE_GET_IRQ_INFO_FAILURE("VFIO_DEVICE_GET_IRQ_INFO failure: %s"),
    VFIO_PCI_POPULATE_DEVICE_GET_IRQ_INFO_FAILURE("VFIO_DEVICE_GET_IRQ_INFO failure: %s"),
    VFIO_PUT_BASE_DEVICE("close vdev->fd=%d"),
    VFIO_DEVICE_PUT("close vdev->fd=%d"),
    VFIO_CHECK_PCIE_FLR("%s Supports FLR via PCIe cap"),
    VFIO_CHECK_PM_RESET("%s Supports PM reset"),
    VFIO_CHECK_AF_FLR("%s Supports FLR via AF cap"),
    VFIO_RESET_HANDLER(""),
    VFIO_DEVICE_RESET_HANDLER(""),
    VFIO_PCI_RESET(" (%s)"),
    VFIO_PCI_RESET_FLR("%s FLR/VFIO_DEVICE_RESET"),
    VFIO_PCI_RESET_PM("%s PCI PM Reset"),
    VFIO_PCI_HOT_RESET(" (%s) %s"),
    VFIO_PCI_HOT_RESET_HAS_DEP_DEVICES("%s: hot reset dependent devices:"),
    VFIO_PCI_HOT_RESET_DEP_DEVICES("\t%x:%x:%x.%x group %d"),
    VFIO_PCI_HOT_RESET_RESULT("%s hot reset: %s"),
    // Mappings
    VFIO_LISTENER_REGION_ADD_RAM("region_add [ram] 0x%x - 0x%x [%p]"),
    VFIO_LISTENER_REGION_ADD_SKIP("SKIPPING region_add 0x%x - 0x%x"),
    VFIO_LISTENER_REGION_SKIP("SKIPPING %s 0x%x - 0x%x"),
    VFIO_LISTENER_REGION_ADD_IOMMU("region_add [iommu] 0x%x - 0x%x", "region_add [iommu] %s 0x%x - 0x%x"),
    VFIO_LISTENER_REGION_DEL("region_del 0x%x - 0x%x"),
    VFIO_LISTENER_REGION_DEL_SKIP("SKIPPING region_del 0x%x - 0x%x"),
    VFIO_LISTENER_REGION_DEL_IOMMU("region_del [iommu] %s"),
    VFIO_LISTENER_REGION_ADD_NO_DMA_MAP(
            "Region \"%s\" 0x%x size=0x%x is not aligned to 0x%x and cannot be mapped for DMA"),
    VFIO_KNOWN_SAFE_MISALIGNMENT("Region \"%s\" iova=0x%x offset_within_region=0x%x qemu_real_host_page_size=0x%x"),
    VFIO_DMA_UNMAP_OVERFLOW_WORKAROUND(""),
    VFIO_LEGACY_DMA_UNMAP_OVERFLOW_WORKAROUND(""),
    VFIO_IOMMU_MAP_NOTIFY("iommu %s @ 0x%x - 0x%x"),
    VFIO_DISCONNECT_CONTAINER("close container->fd=%d"),
    VFIO_CONTAINER_DISCONNECT("close container->fd=%d"),
    VFIO_PUT_GROUP("close group->fd=%d"),
    VFIO_GROUP_PUT("close group->fd=%d"),
    // The VM and its migration
    VM_STATE_NOTIFY("running %d reason %d (%s)"),
    RUNSTATE_SET("current_run_state %d (%s) new_state %d (%s)"),
    MIGRATE_SET_STATE("new state %s"),
    MIGRATE_ERROR("error=%s"),
    MIGRATE_FD_CANCEL(""),
    MIGRATION_CANCEL(""),
    MIGRATION_COMPLETION_VM_STOP("ret %d"),
    MIGRATION_THREAD_FILE_ERR(""),
    PROCESS_INCOMING_MIGRATION_CO_END("ret=%d postcopy-state=%d"),
    QEMU_LOADVM_STATE_POST_MAIN("%d"),
    SAVEVM_SECTION_START("%s, section_id %d"),
    SAVEVM_SECTION_END("%s, section_id %d -> %d"),
    SAVEVM_STATE_SETUP(""),
    SAVEVM_STATE_ITERATE(""),
    SAVEVM_STATE_CLEANUP(""),
    LOADVM_STATE_SETUP(""),
    LOADVM_STATE_CLEANUP(""),
    LOADVM_STATE_SWITCHOVER_ACK_NEEDED("Switchover ack pending num=%d"),
    LOADVM_APPROVE_SWITCHOVER("Switchover ack pending num=%d"),
    SOURCE_RETURN_PATH_THREAD_SWITCHOVER_ACKED(""),
    SOURCE_RETURN_PATH_THREAD_BAD_END(""),
    MIGRATION_BITMAP_SYNC_START(""),
    MIGRATION_BITMAP_SYNC_END("dirty_pages %d"),
    VMSTATE_DOWNTIME_CHECKPOINT("%s"),
    MIGRATION_SOCKET_OUTGOING_CONNECTED("hostname=%s"),
    MIGRATION_SOCKET_INCOMING_ACCEPTED(""),
    HANDLE_QMP_COMMAND("mon %p req: %s"),
    // Any region of QEMU's own devices
    MEMORY_REGION_OPS_READ(
            "cpu %d mr %p addr 0x%x value 0x%x size %d name '%s'", "cpu %d mr %p addr 0x%x value 0x%x size %d"),
    MEMORY_REGION_OPS_WRITE(
            "cpu %d mr %p addr 0x%x value 0x%x size %d name '%s'", "cpu %d mr %p addr 0x%x value 0x%x size %d"),
    PCI_CFG_READ("%s %x:%x.%d @0x%x -> 0x%x", "%s %d:%d @0x%x -> 0x%x"),
    PCI_CFG_WRITE("%s %x:%x.%d @0x%x <- 0x%x", "%s %d:%d @0x%x <- 0x%x");

    private static final int SLOTS = 1024;
    private static final @Nullable QemuEvent[] BY_HASH = byHash();

    private final String label = name().toLowerCase(Locale.ROOT);
    private final byte[] nameBytes = label.getBytes(StandardCharsets.US_ASCII);
    private final List<TraceFormat> formats;

    QemuEvent(String... formats) {
        this.formats = Stream.of(formats).map(TraceFormat::of).toList();
    }

    /** The name in traces, for example {@code vfio_region_read}. */
    String label() {
        return label;
    }

    /** The formats in the order in which they are tried; the index of one is the variant of an event. */
    List<TraceFormat> formats() {
        return formats;
    }

    /** Whether 7.2 wrote the text in two lines, of which the first {@link #formats() format} is the first. */
    boolean hasSecondLine() {
        return this == VFIO_POPULATE_DEVICE_CONFIG || this == VFIO_PCI_LOAD_ROM;
    }

    /** The event with this name, or null when it is none of these. Allocates nothing. */
    static @Nullable QemuEvent named(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        while (true) {
            QemuEvent event = BY_HASH[slot];
            if (event == null || event.isNamed(bytes, from, to)) {
                return event;
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    private boolean isNamed(byte[] bytes, int from, int to) {
        if (to - from != nameBytes.length) {
            return false;
        }
        for (int i = 0; i < nameBytes.length; i++) {
            if (bytes[from + i] != nameBytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static int slot(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }

    private static @Nullable QemuEvent[] byHash() {
        @Nullable QemuEvent[] slots = new @Nullable QemuEvent[SLOTS];
        for (QemuEvent event : values()) {
            int slot = slot(event.nameBytes, 0, event.nameBytes.length);
            while (slots[slot] != null) {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = event;
        }
        return slots;
    }
}
