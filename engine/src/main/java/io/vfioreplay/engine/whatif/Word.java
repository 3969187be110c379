package io.vfioreplay.engine.whatif;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of an event or edit as it was written. Words are parted by blanks; a blank between double quotes or round brackets parts
 * nothing.
 *
 * @param text the word, quotes included
 * @param column of its first character in the whole text, from 1
 * @param whole the text that it is part of, for error messages
 */
record Word(String text, int column, String whole) {

    /** The words of a text, in order. */
    static List<Word> all(String whole) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < whole.length()) {
            if (Character.isWhitespace(whole.charAt(at))) {
                at++;
                continue;
            }
            int end = end(whole, at);
            words.add(new Word(whole.substring(at, end), at + 1, whole));
            at = end;
        }
        return List.copyOf(words);
    }

    private static int end(String whole, int from) {
        boolean quoted = false;
        int brackets = 0;
        int at = from;
        while (at < whole.length() && (quoted || brackets > 0 || !Character.isWhitespace(whole.charAt(at)))) {
            char c = whole.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                brackets += c == '(' ? 1 : c == ')' && brackets > 0 ? -1 : 0;
            }
            at++;
        }
        if (quoted) {
            throw new EventSyntaxException(whole, from + 1, "this text has no closing \"");
        }
        if (brackets > 0) {
            throw new EventSyntaxException(whole, from + 1, "this bracket is not closed");
        }
        return Math.min(at, whole.length());
    }

    /** What is before the first {@code =}, or everything. */
    String name() {
        int equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals);
    }

    /** What is behind the first {@code =}, as a word of its own; empty without one. */
    Word value() {
        int equals = text.indexOf('=');
        int from = equals < 0 ? text.length() : equals + 1;
        return new Word(text.substring(from), column + from, whole);
    }

    /** The part from {@code from} on, as a word of its own. */
    Word from(int from) {
        return new Word(text.substring(from), column + from, whole);
    }

    boolean isAssignment() {
        return text.indexOf('=') > 0;
    }

    EventSyntaxException wrong(String message) {
        return new EventSyntaxException(whole, column, message);
    }
}
