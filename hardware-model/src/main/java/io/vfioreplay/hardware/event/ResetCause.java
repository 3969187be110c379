package io.vfioreplay.hardware.event;

/** What reset a device. The ordinal is its stable code in journals: append, never reorder. */
public enum ResetCause {
    /** {@code VFIO_DEVICE_RESET} or its vfio-user message. */
    REQUEST,
    /** A function-level reset through config space. */
    FLR,
    /** A reset of the bus or slot. */
    BUS,
    /** The device or its driver, on its own account. */
    INTERNAL
}
