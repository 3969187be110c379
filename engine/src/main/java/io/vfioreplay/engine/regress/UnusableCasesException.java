package io.vfioreplay.engine.regress;

/** A directory that cannot be used as a directory of cases; the message says what was found and what to do. */
public final class UnusableCasesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableCasesException(String message) {
        super(message);
    }
}
