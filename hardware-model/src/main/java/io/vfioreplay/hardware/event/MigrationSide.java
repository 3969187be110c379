package io.vfioreplay.hardware.event;

/** Which VMM of a migration something is about. The ordinal is its stable code in journals: append, never reorder. */
public enum MigrationSide {
    /** The one that was recorded; which side it is on shows elsewhere. */
    RECORDED,
    /** The one that saves. */
    SOURCE,
    /** The one that loads. */
    DESTINATION
}
