package io.vfioreplay.engine.query;

/** A filter expression that cannot be understood: where, what was found, and what would have been right. */
public final class FilterSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String expression;
    private final int column;

    FilterSyntaxException(String expression, int column, String message) {
        super(message);
        this.expression = expression;
        this.column = column;
    }

    /** The column of the trouble in the expression, from 1. */
    public int column() {
        return column;
    }

    /** The expression with a mark under the column, two lines without a line end. */
    public String picture() {
        return expression + System.lineSeparator() + " ".repeat(column - 1) + "^";
    }
}
