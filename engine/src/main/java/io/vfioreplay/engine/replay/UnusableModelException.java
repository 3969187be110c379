package io.vfioreplay.engine.replay;

/** The user asked for a model of a device that does not exist or cannot be used; the message says which, and what to do. */
public final class UnusableModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableModelException(String message) {
        super(message);
    }
}
