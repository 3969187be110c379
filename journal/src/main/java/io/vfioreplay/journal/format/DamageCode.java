package io.vfioreplay.journal.format;

/** What is wrong with a place in a journal; the names are stable. */
public enum DamageCode {
    /** A block's bytes do not give its checksum. */
    CHECKSUM(true),
    /** A block does not carry the hash of the block before it. */
    CHAIN(true),
    /** A block, or several, are missing between two others. */
    MISSING_BLOCK(true),
    /** A good block that stands behind a later one, or a second time. It is not read. */
    OUT_OF_ORDER(true),
    /** Bytes where a block should be that are none. */
    NOT_A_BLOCK(true),
    /** All blocks are good and in order, but the store's own words between them are not. Nothing is lost. */
    STORE_WORD(false),
    /** The end of the journal was never finished: its writer died, or is still writing. */
    TORN_TAIL(false),
    /** Nothing says that this is the end: the journal was not closed, or its end is gone. */
    NOT_SEALED(false),
    /** The checksum is right and the content is not what a block of its type holds. */
    CONTENT(true);

    private final boolean stopsReading;

    DamageCode(boolean stopsReading) {
        this.stopsReading = stopsReading;
    }

    /** Whether something that was journaled cannot be read, or cannot be trusted, so that strict reading stops here. */
    public boolean stopsReading() {
        return stopsReading;
    }
}
