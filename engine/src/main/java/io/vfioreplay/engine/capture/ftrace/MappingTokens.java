package io.vfioreplay.engine.capture.ftrace;

/** The words, numbers and signs of one line of a mapping. */
final class MappingTokens {

    private static final String[] SIGNS = {
        "->", "==", "!=", "<=", ">=", "<<", ">>", "<", ">", "=", "&", "-", "+", ":", "."
    };

    private final String source;
    private final int lineNumber;
    private final String line;
    private int from;
    private int to;

    MappingTokens(String source, int lineNumber, String line) {
        this.source = source;
        this.lineNumber = lineNumber;
        int comment = line.indexOf('#');
        this.line = comment < 0 ? line : line.substring(0, comment);
        advance();
    }

    /** The token that is next, empty at the end of the line. */
    String peek() {
        return line.substring(from, to);
    }

    boolean isAtEnd() {
        return from == to;
    }

    /** Takes the next token. */
    String take() {
        String token = peek();
        from = to;
        advance();
        return token;
    }

    /** Takes the next token if it is this one. */
    boolean takeIf(String token) {
        boolean isNext = peek().equals(token);
        if (isNext) {
            take();
        }
        return isNext;
    }

    void expect(String token) {
        if (!takeIf(token)) {
            throw error("\"" + token + "\"");
        }
    }

    /** Takes a word: letters, digits, underscores and dashes, not beginning with a digit. */
    String word(String what) {
        if (isAtEnd() || !isWordStart(line.charAt(from))) {
            throw error(what);
        }
        return take();
    }

    boolean isNumber() {
        return !isAtEnd() && (isDigit(line.charAt(from)) || peek().equals("-"));
    }

    /** Takes a number: decimal, or hexadecimal behind 0x, perhaps with a sign. */
    long number() {
        int start = from;
        boolean isNegative = takeIf("-");
        try {
            long value = Long.decode(isAtEnd() ? "" : peek());
            take();
            return isNegative ? -value : value;
        } catch (NumberFormatException notOne) {
            from = start;
            MappingSyntaxException error = error("a number");
            error.addSuppressed(notOne);
            throw error;
        }
    }

    /** The rest of the line, without blanks around it. */
    String rest() {
        String rest = line.substring(from).strip();
        from = line.length();
        to = from;
        return rest;
    }

    /** What was found here is not what was expected. */
    MappingSyntaxException error(String expected) {
        String found = isAtEnd() ? "the end of the line" : "\"" + Excerpt.of(peek()) + "\"";
        return new MappingSyntaxException(
                source, lineNumber, from + 1, "found %s, expected %s".formatted(found, expected));
    }

    private void advance() {
        while (from < line.length() && Character.isWhitespace(line.charAt(from))) {
            from++;
        }
        to = from;
        if (from < line.length()) {
            to = isWordStart(line.charAt(from)) || isDigit(line.charAt(from)) ? wordEnd() : signEnd();
        }
    }

    private int wordEnd() {
        int end = from;
        while (end < line.length() && (isWordStart(line.charAt(end)) || isDigit(line.charAt(end)))) {
            end++;
        }
        return end;
    }

    private int signEnd() {
        for (String sign : SIGNS) {
            if (line.startsWith(sign, from)) {
                return from + sign.length();
            }
        }
        return from + 1;
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
