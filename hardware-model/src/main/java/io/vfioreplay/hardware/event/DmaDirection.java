package io.vfioreplay.hardware.event;

/** Which way a DMA moves bytes, seen from the device. The ordinal is its stable code in journals: append, never reorder. */
public enum DmaDirection {
    /** The device reads memory. */
    READ,
    /** The device writes memory. */
    WRITE
}
