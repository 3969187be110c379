package io.vfioreplay.journal.format;

/** What is wrong with a place in a journal; the names are stable. */
public enum DamageCode {
    /** A block's bytes do not give its checksum. */
    CHECKSUM,
    /** A block does not carry the hash of the block before it. */
    CHAIN,
    /** A block, or several, are missing between two others. */
    MISSING_BLOCK,
    /** Bytes where a block should be that are none. */
    NOT_A_BLOCK,
    /** The block is good, but the store's length word in front of it is not. */
    STORE_WORD,
    /** The end of the journal was never finished: its writer died. */
    TORN_TAIL,
    /** Nothing says that this is the end: the journal was not closed, or its end is gone. */
    NOT_SEALED,
    /** The checksum is right and the content is not what a block of its type holds. */
    CONTENT
}
