package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.migration.Protocol;

/** Gives each trace event to those who know what it means. One thread. */
final class Interpreter {

    private final LoggedDevices devices;
    private final StateLines states;
    private final StreamLines streams;
    private final DeviceLines device;
    private final VmLines vm;
    private final ErrorTexts errors;
    private final EmulatedRegions emulated;
    private final boolean isVfio;

    /**
     * An interpreter at the beginning of a capture.
     *
     * @param scouted what a first look at the capture told
     */
    Interpreter(Output out, Scouted scouted) {
        this.devices = new LoggedDevices(out, scouted.protocol());
        this.states = new StateLines(out, devices);
        this.streams = new StreamLines(out);
        this.device = new DeviceLines(out);
        this.vm = new VmLines(out, devices);
        this.errors = new ErrorTexts(out, devices, states, streams, vm);
        this.emulated = new EmulatedRegions(out, devices);
        this.isVfio = scouted.isVfio();
    }

    /** A message of QEMU to its user. */
    void message(byte[] bytes, int from, int to) {
        errors.message(bytes, from, to);
    }

    /** The second line of the event before. */
    void secondLine(QemuEvent event, TraceArgs args) {
        if (event == QemuEvent.VFIO_POPULATE_DEVICE_CONFIG) {
            device.secondLine(args);
        }
    }

    /** The capture is over. */
    void end() {
        errors.settle();
        vm.started();
        devices.all().forEach(each -> {
            states.end(each);
            streams.settle(each, Envelope.UNANSWERED);
        });
    }

    /** One trace event. */
    void event(QemuEvent event, int variant, TraceArgs args) {
        switch (event) {
            case VFIO_REGION_READ -> device.regionRead(touched(args), args);
            case VFIO_REGION_WRITE -> device.regionWritten(touched(args), args);
            case VFIO_PCI_READ_CONFIG -> device.configRead(touched(args), args);
            case VFIO_PCI_WRITE_CONFIG -> device.configWritten(touched(args), args);
            case MEMORY_REGION_OPS_READ, MEMORY_REGION_OPS_WRITE -> {
                if (!isVfio) {
                    emulated.access(event == QemuEvent.MEMORY_REGION_OPS_READ, args);
                }
            }
            default -> migration(event, variant, args);
        }
    }

    private LoggedDevice touched(TraceArgs args) {
        vm.started();
        return devices.of(args, 0);
    }

    /** A line about the migration of a device: what was pending on it is over. */
    private LoggedDevice concerned(TraceArgs args) {
        errors.settle();
        LoggedDevice named = devices.of(args, 0);
        states.spokeAgain(named);
        streams.settle(named, Envelope.OK);
        return named;
    }

    private void migration(QemuEvent event, int variant, TraceArgs args) {
        switch (event) {
            case VFIO_MIGRATION_PROBE -> devices.speaks(concerned(args), variant == 0 ? v1(args) : Protocol.V2);
            case VFIO_MIGRATION_REALIZE -> devices.speaks(concerned(args), Protocol.V2);
            case VFIO_MIGRATION_SET_STATE -> states.setState(concerned(args), variant, args);
            case VFIO_MIGRATION_SET_DEVICE_STATE -> {
                errors.settle();
                states.confirmed(devices.of(args, 0), args);
            }
            case VFIO_UPDATE_PENDING -> streams.pending(concerned(args), args);
            case VFIO_SAVE_BUFFER -> streams.savedSegment(concerned(args), args);
            case VFIO_SAVE_BLOCK -> streams.savedBlock(concerned(args), args.number(1));
            case VFIO_SAVE_COMPLETE_PRECOPY -> saveCompleted(concerned(args), variant, args);
            case VFIO_SAVE_COMPLETE_PRECOPY_THREAD_END -> streams.savedElsewhere(concerned(args));
            case VFIO_LOAD_STATE_DEVICE_BUFFER_LOAD_END -> streams.loadedElsewhere(concerned(args));
            case VFIO_STATE_PENDING_EXACT -> streams.sizeRead(concerned(args), args.number(3));
            case VFIO_LOAD_STATE_DEVICE_DATA -> loaded(concerned(args), variant, args);
            case VFIO_MIGRATION_STATE_NOTIFIER -> notified(concerned(args), variant, args);
            case VFIO_VMSTATE_CHANGE,
                    VFIO_VMSTATE_CHANGE_PREPARE,
                    VFIO_SAVE_SETUP,
                    VFIO_SAVE_CLEANUP,
                    VFIO_SAVE_DEVICE_CONFIG_STATE,
                    VFIO_SAVE_PENDING,
                    VFIO_STATE_PENDING_ESTIMATE,
                    VFIO_SAVE_ITERATE,
                    VFIO_SAVE_ITERATE_START,
                    VFIO_SAVE_BLOCK_PRECOPY_EMPTY_HIT,
                    VFIO_SAVE_COMPLETE_PRECOPY_START,
                    VFIO_LOAD_CLEANUP,
                    VFIO_LOAD_DEVICE_CONFIG_STATE,
                    VFIO_LOAD_DEVICE_CONFIG_STATE_START,
                    VFIO_LOAD_DEVICE_CONFIG_STATE_END,
                    VFIO_LOAD_STATE -> concerned(args);
            default -> setup(event, variant, args);
        }
    }

    private static Protocol v1(TraceArgs args) {
        return args.count() > 1 ? Protocol.V1_UAPI : Protocol.V2;
    }

    /** Later QEMUs tell by a number, which does not tell a failure from an end that somebody asked for. */
    private void notified(LoggedDevice device, int variant, TraceArgs args) {
        if (variant == 1) {
            vm.statusOnce(device.index, args.text(1));
        }
    }

    private void saveCompleted(LoggedDevice saved, int variant, TraceArgs args) {
        if (variant == 1) {
            streams.saveCompleted(saved, args.number(1));
        } else if (saved.protocol == Protocol.V2) {
            streams.saveCompleted(saved, 0);
        }
    }

    private void loaded(LoggedDevice loaded, int variant, TraceArgs args) {
        if (variant == 0) {
            streams.loadingSegment(loaded, args);
        } else {
            streams.loaded(loaded, args.number(1), args.number(2));
        }
    }

    private void setup(QemuEvent event, int variant, TraceArgs args) {
        switch (event) {
            case VFIO_REALIZE, VFIO_MDEV, VFIO_ATTACH_DEVICE, VFIO_DEVICE_ATTACH -> devices.attached(args, 0);
            case VFIO_GET_DEVICE, VFIO_DEVICE_GET ->
                device.described(devices.of(args, 0), args.number(1), args.number(2), args.number(3));
            case IOMMUFD_CDEV_DEVICE_INFO ->
                device.described(devices.of(args, 0), args.number(4), args.number(3), args.number(2));
            case VFIO_REGION_SETUP -> device.regionDescribed(devices.of(args, 0), args);
            case VFIO_POPULATE_DEVICE_CONFIG -> device.configDescribed(devices.of(args, 0), variant, args);
            case VFIO_GET_DEV_REGION, VFIO_DEVICE_GET_REGION_INFO_TYPE -> regionType(devices.of(args, 0), args);
            case VFIO_REGION_MMAP -> device.mapped(args.text(0));
            case VFIO_PCI_RESET_FLR, VFIO_PCI_RESET_PM -> device.resetRequested(devices.of(args, 0));
            case VFIO_PCI_HOT_RESET_RESULT -> device.busReset(devices.of(args, 0), args.text(1));
            default -> interrupts(event, variant, args);
        }
    }

    private void regionType(LoggedDevice described, TraceArgs args) {
        if (Scouted.isMigrationRegion(args)) {
            devices.speaks(described, Protocol.V1_UAPI);
        }
    }

    private void interrupts(QemuEvent event, int variant, TraceArgs args) {
        switch (event) {
            case VFIO_INTX_ENABLE, VFIO_MSIX_ENABLE -> device.interrupts(devices.of(args, 0), event, 1);
            case VFIO_MSI_ENABLE -> device.interrupts(devices.of(args, 0), event, (int) args.number(1));
            case VFIO_INTX_DISABLE, VFIO_MSI_DISABLE, VFIO_MSIX_DISABLE ->
                device.interrupts(devices.of(args, 0), event, 0);
            case VFIO_MSIX_VECTOR_DO_USE -> device.vectorUsed(devices.of(args, 0), args.number(1), true);
            case VFIO_MSIX_VECTOR_RELEASE -> device.vectorUsed(devices.of(args, 0), args.number(1), false);
            case VFIO_INTX_INTERRUPT -> device.pinRaised(devices.of(args, 0));
            case VFIO_MSI_INTERRUPT -> device.messageRaised(devices.of(args, 0), args.number(1));
            default -> vm(event, variant, args);
        }
    }

    private void vm(QemuEvent event, int variant, TraceArgs args) {
        switch (event) {
            case VM_STATE_NOTIFY -> vm.runState(args.number(0) != 0, args.text(2));
            case MIGRATE_SET_STATE -> {
                vm.started();
                vm.status(args.text(0));
            }
            case MIGRATE_ERROR -> vm.error(args.text(0));
            case HANDLE_QMP_COMMAND -> vm.command(args.text(1));
            case PROCESS_INCOMING_MIGRATION_CO_END -> vm.returned("loading the migration stream", args.number(0));
            case SAVEVM_SECTION_END -> vm.returned("saving section " + args.text(0), args.number(2));
            case MIGRATION_COMPLETION_VM_STOP -> vm.returned("stopping the VM", args.number(0));
            case VFIO_LISTENER_REGION_ADD_RAM -> vm.mapped(args.number(0), args.number(1));
            case VFIO_LISTENER_REGION_DEL -> vm.unmapped(args.number(0), args.number(1));
            case VFIO_IOMMU_MAP_NOTIFY -> translated(args);
            case VFIO_GET_DIRTY_BITMAP -> {
                int iova = variant == 0 ? 1 : 0; // The older form begins with a file descriptor.
                vm.dirtyPages(args.number(iova), args.number(iova + 1));
            }
            case VFIO_CONTAINER_QUERY_DIRTY_BITMAP -> vm.dirtyPages(args.number(0), args.number(1));
            case VFIO_DEVICE_DIRTY_TRACKING_START -> vm.trackingStarted(args);
            case PCI_CFG_READ, PCI_CFG_WRITE -> config(args);
            default -> {
                // Understood, and of no consequence for a device.
            }
        }
    }

    private void translated(TraceArgs args) {
        if (args.text(0).startsWith("UNMAP")) {
            vm.unmapped(args.number(1), args.number(2));
        } else {
            vm.mapped(args.number(1), args.number(2));
        }
    }

    private void config(TraceArgs args) {
        if (!isVfio && args.count() == 6) {
            String function = "%02x:%02x.%d".formatted(args.number(1), args.number(2), args.number(3));
            emulated.configAccess(args.text(0), function, args.number(4), args.number(5));
        }
    }
}
