package io.vfioreplay.engine.capture.ftrace;

/** A mapping that cannot be understood; the message is {@code file:line:column: found X, expected Y}. */
public final class MappingSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * A new error.
     *
     * @param source the file as the user named it
     * @param line the line, from 1
     * @param column the column, from 1
     * @param what what was found and expected
     */
    public MappingSyntaxException(String source, int line, int column, String what) {
        super("%s:%d:%d: %s".formatted(source, line, column, what));
        this.line = line;
        this.column = column;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column, from 1. */
    public int column() {
        return column;
    }
}
