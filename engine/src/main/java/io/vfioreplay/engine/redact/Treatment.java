package io.vfioreplay.engine.redact;

import java.util.Locale;

/** What becomes of a field or a payload. */
enum Treatment {
    /** It stays: rules and models depend on it, or it says nothing about the guest. */
    KEPT,
    /** Moved, see {@link AddressMap}. */
    ADDRESS,
    /** The starts of ranges are moved, see {@link AddressMap#ofRanges}. */
    RANGES,
    /** Each byte is replaced, see {@link ByteMap}. */
    BYTES,
    /** It is replaced as a whole, see {@link ContentMap}. */
    CONTENT,
    /** Each word is replaced, see {@link TextMap}. */
    WORDS,
    /** There is nothing. */
    ABSENT;

    /** How documents call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
