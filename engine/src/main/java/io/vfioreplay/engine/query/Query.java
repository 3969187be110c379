package io.vfioreplay.engine.query;

/** What can be asked of the events of a journal: which fulfil a condition, or which follow one another. Immutable. */
public sealed interface Query permits Filter, Sequence {

    /**
     * Reads an expression: a {@link Filter}, or a {@link Sequence} of two.
     *
     * @throws FilterSyntaxException when it cannot be understood, with the column
     */
    static Query parse(String expression) {
        return new SequenceParser(new TokenCursor(expression)).parse();
    }
}
