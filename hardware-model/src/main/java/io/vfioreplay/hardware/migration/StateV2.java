package io.vfioreplay.hardware.migration;

import java.util.Optional;

/**
 * The states of migration protocol v2; the ordinal is the number on the wire.
 *
 * <p>Source: Linux 5.18 and later, {@code enum vfio_device_mig_state} in {@code include/uapi/linux/vfio.h}.
 */
public enum StateV2 {
    /** The device failed; only a reset leads out. Can be reported, never requested. */
    ERROR,
    /** Neither DMA, nor interrupts, nor changes of internal state. */
    STOP,
    /** Normal operation; the state after open and after a reset. */
    RUNNING,
    /** STOP with a readable stream that ends when the whole state was delivered. */
    STOP_COPY,
    /** Stopped; the stream of the source is written to the device. */
    RESUMING,
    /** RUNNING, but the device starts no DMA to its peers. */
    RUNNING_P2P,
    /** RUNNING with a readable stream of what can be sent ahead. */
    PRE_COPY,
    /** PRE_COPY, but the device starts no DMA to its peers. */
    PRE_COPY_P2P;

    private static final StateV2[] BY_NUMBER = values();

    /** The number of this state on the wire, 0 to 7. */
    public int number() {
        return ordinal();
    }

    /** The state with this number, or empty when v2 does not name it. */
    public static Optional<StateV2> of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? Optional.of(BY_NUMBER[number]) : Optional.empty();
    }

    /** This state as a protocol-tagged {@link DeviceState}. */
    public DeviceState asDeviceState() {
        return DeviceState.of(Protocol.V2, ordinal());
    }

    /** PRE_COPY, PRE_COPY_P2P and STOP_COPY: a saving session is open and readable. */
    public boolean isSaving() {
        return this == PRE_COPY || this == PRE_COPY_P2P || this == STOP_COPY;
    }

    /** The states in which the VM may run on the device: RUNNING, PRE_COPY and their P2P variants. */
    public boolean isRunning() {
        return this == RUNNING || this == RUNNING_P2P || this == PRE_COPY || this == PRE_COPY_P2P;
    }
}
