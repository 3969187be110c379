package io.vfioreplay.hardware.event;

/** What is wrong with a piece of a capture. The ordinal is its stable code in journals: append, never reorder. */
public enum DamageKind {
    /** The recording ends inside a message. */
    CUT,
    /** A length contradicts the bytes that are there. */
    LENGTH,
    /** A reply that answers no outstanding request. */
    UNEXPECTED_REPLY,
    /** A command that the protocol does not name. */
    UNKNOWN_COMMAND,
    /** Bytes where a message should begin that cannot be one. */
    FRAMING,
    /** A field with a value that its message cannot have. */
    FIELD,
    /** The file around the messages is damaged. */
    CONTAINER,
    /** A file beside others that is empty, or of no format that is known: nothing is missing, but it says nothing. */
    USELESS,
    /** A line or record of a log that cannot be understood; the ones around it can. */
    RECORD
}
