package io.vfioreplay.tool.command;

/** What the user gave cannot be used: one line that says what was found, what was expected, and what to do. */
final class UnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableException(String line) {
        super(line);
    }
}
