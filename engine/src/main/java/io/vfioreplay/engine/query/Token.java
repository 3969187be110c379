package io.vfioreplay.engine.query;

/**
 * One word of a filter expression.
 *
 * @param type what it is
 * @param text as written; without the quotes for a {@link Type#STRING}
 * @param column where it begins, from 1
 */
record Token(Type type, String text, int column) {

    enum Type {
        /** A name or a number: everything without a space, an operator or a bracket. */
        WORD,
        /** Text in single or double quotes. */
        STRING,
        /** A comparison: {@code == != < <= > >= ~}. */
        COMPARISON,
        /** {@code && || ! ( ) { } ,} and {@code ..}. */
        PUNCTUATION,
        /** Behind the last word. */
        END
    }

    boolean is(String punctuation) {
        return type == Type.PUNCTUATION && text.equals(punctuation);
    }

    boolean isWord(String word) {
        return type == Type.WORD && text.equalsIgnoreCase(word);
    }

    /** What an error message says was found. */
    String found() {
        return type == Type.END ? "the end of the expression" : "\"" + text + "\"";
    }
}
