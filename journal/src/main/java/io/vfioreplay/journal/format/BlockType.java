package io.vfioreplay.journal.format;

import java.util.Optional;

/** What the body of a block is. The ordinal is the code in the frame: append, never reorder. */
public enum BlockType {
    /** The first block: a description of the journal. */
    HEADER,
    /** Events, encoded by whoever wrote the journal. */
    EVENTS,
    /** The bytes of one payload, stored once. */
    PAYLOAD,
    /** A description of something that was found while recording. */
    RECORD,
    /** The last block of a journal that was closed in order: a description of its totals. */
    SEAL;

    private static final BlockType[] BY_CODE = values();

    /** The type with this code, or empty. */
    static Optional<BlockType> of(int code) {
        return code >= 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }
}
