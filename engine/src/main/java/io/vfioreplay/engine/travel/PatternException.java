package io.vfioreplay.engine.travel;

/** What was written names nothing that can change; the message says what was found and what would be right. */
public final class PatternException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    PatternException(String message) {
        super(message);
    }
}
