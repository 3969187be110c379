package io.vfioreplay.hardware.event;

/** One end of a vfio-user connection. The ordinal is its stable code in journals: append, never reorder. */
public enum Party {
    /** The VMM. */
    CLIENT,
    /** The device. */
    SERVER
}
