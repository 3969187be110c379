package io.vfioreplay.hardware.rule;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A class of events that a way of recording can see. A rule that needs a class which a recording lacks is
 * <em>not observable</em> there: nothing was found, and nothing can be said.
 *
 * <p>Source: what each interface shows by its specification; for vfio-user, the commands that travel on its socket.
 */
public enum Visibility {
    /** States asked for, their answers, states read, feature flags read. */
    DEVICE_STATE,
    /** The file descriptor that a state request returns, its reads, writes and close. */
    DATA_FD,
    /** Migration data read and written: at least how much, and with which result. */
    MIGRATION_DATA,
    /** Answers to the question how much pre-copy data is left. */
    PRECOPY_INFO,
    /** Answers to the question how long the stop-copy stream may become. */
    DATA_SIZE,
    /** Resets by request. */
    RESET,
    /** Resets through config space, bus or slot. */
    PCI_RESET,
    /** Dirty page logging of the device: start, stop, report. */
    DIRTY_LOGGING,
    /** Dirty page tracking of the IOMMU container. */
    DIRTY_CONTAINER,
    /** DMA to memory that is reached by messages. */
    DMA_BY_MESSAGE,
    /** Every DMA of the device to the memory of the VM, also where memory is shared. */
    DMA,
    /** DMA to and from other devices. */
    PEER_DMA,
    /** Accesses to the regions of the device other than config space. */
    MMIO,
    /** Accesses to config space. */
    CONFIG,
    /** Windows of I/O virtual addresses mapped and unmapped. */
    MAPPINGS,
    /** Interrupts that the device raised. */
    INTERRUPTS,
    /** The set-up of interrupts. */
    INTERRUPT_SETUP,
    /** When the VCPUs ran. */
    VCPUS,
    /** Faults of the device on I/O virtual addresses. */
    PAGE_FAULTS,
    /** Changes of the inner state of the device. */
    INTERNAL_STATE,
    /** The single arcs that a driver takes inside one state request. */
    DRIVER_ARCS,
    /** Accesses to the registers by which a driver moves the state of its device. */
    MIGRATION_CONTROL;

    private static final Set<Visibility> VFIO_USER = Collections.unmodifiableSet(EnumSet.of(
            DEVICE_STATE,
            MIGRATION_DATA,
            RESET,
            DIRTY_LOGGING,
            DMA_BY_MESSAGE,
            MMIO,
            CONFIG,
            MAPPINGS,
            INTERRUPT_SETUP));

    private static final Set<Visibility> QEMU = Collections.unmodifiableSet(
            EnumSet.of(DEVICE_STATE, MIGRATION_DATA, RESET, MMIO, CONFIG, MAPPINGS, INTERRUPT_SETUP, VCPUS));
    private static final Set<Visibility> KERNEL =
            Collections.unmodifiableSet(EnumSet.of(DEVICE_STATE, MIGRATION_DATA, RESET, MMIO, CONFIG));

    /**
     * What the trace events of QEMU show when all of them are enabled. Accesses to mapped regions, DMA and interrupts that the
     * kernel delivers pass it by; dirty pages are told by number only.
     */
    public static Set<Visibility> qemu() {
        return QEMU;
    }

    /** What probes of a driver in the kernel show when its calls are probed. Accesses to mapped regions pass them by. */
    public static Set<Visibility> kernel() {
        return KERNEL;
    }

    /** What a tracer of register accesses shows. */
    public static Set<Visibility> accesses() {
        return Collections.unmodifiableSet(EnumSet.of(MMIO));
    }

    /**
     * What the messages on a vfio-user socket show. DMA to memory that came with a file descriptor, accesses to mapped
     * regions and interrupts never appear there.
     */
    public static Set<Visibility> vfioUser() {
        return VFIO_USER;
    }
}
