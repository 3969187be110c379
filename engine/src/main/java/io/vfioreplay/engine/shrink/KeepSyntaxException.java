package io.vfioreplay.engine.shrink;

/** What is to be kept cannot be understood, or is not there: what was found, what was expected. */
public final class KeepSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    KeepSyntaxException(String message) {
        super(message);
    }
}
