package io.vfioreplay.hardware.event;

/** Who touched the device's own migration control registers. The ordinal is its stable code in journals: append, never reorder. */
public enum ControlOrigin {
    /** The driver. */
    KERNEL,
    /** The user of the device, by its mapped registers. */
    USER,
    /** Another device. */
    PEER
}
