package io.vfioreplay.engine.whatif;

/** An event or an edit, written by hand, that cannot be understood: where, what was found, and what would have been right. */
public final class EventSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String text;
    private final int column;

    EventSyntaxException(String text, int column, String message) {
        super(message);
        this.text = text;
        this.column = column;
    }

    /** The column of the trouble in the text, from 1. */
    public int column() {
        return column;
    }

    /** The text with a mark under the column, two lines without a line end. */
    public String picture() {
        return text + System.lineSeparator() + " ".repeat(column - 1) + "^";
    }
}
