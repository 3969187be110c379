package io.vfioreplay.engine.json;

/** Text that was read as JSON and is none. */
public final class MalformedJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String found;
    private final String expected;
    private final boolean isCut;

    /**
     * A new error.
     *
     * @param offset where in the text, bytes from its start as long as what is before is UTF-8
     * @param found what is there
     * @param expected what should be there
     * @param isCut whether the text just ends too early
     */
    MalformedJsonException(long offset, String found, String expected, boolean isCut) {
        super("at byte %d: found %s, expected %s".formatted(offset, found, expected));
        this.offset = offset;
        this.found = found;
        this.expected = expected;
        this.isCut = isCut;
    }

    /** Where in the text, in bytes of UTF-8. */
    public long offset() {
        return offset;
    }

    /** What is there, in words. */
    public String found() {
        return found;
    }

    /** What should be there, in words. */
    public String expected() {
        return expected;
    }

    /** Whether more text could have made it whole. */
    public boolean isCut() {
        return isCut;
    }
}
