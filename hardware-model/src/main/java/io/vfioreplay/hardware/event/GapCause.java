package io.vfioreplay.hardware.event;

/** Why events are missing. The ordinal is its stable code in journals: append, never reorder. */
public enum GapCause {
    /** The recorder could not keep up and its source was told not to wait. */
    OVERLOAD,
    /** The capture itself says that it lost some. */
    CAPTURE,
    /** They were in a damaged part of a journal. */
    RECOVERY
}
