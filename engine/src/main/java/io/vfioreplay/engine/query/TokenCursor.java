package io.vfioreplay.engine.query;

import java.util.List;

/** A place in the words of an expression, which the parsers move on. One thread. */
final class TokenCursor {

    private final String expression;
    private final List<Token> tokens;
    private int at;

    TokenCursor(String expression) {
        this.expression = expression;
        this.tokens = FilterLexer.tokens(expression);
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The next word, and moves behind it; the end stays the end. */
    Token take() {
        Token token = tokens.get(at);
        if (token.type() != Token.Type.END) {
            at++;
        }
        return token;
    }

    boolean takeIf(String punctuation) {
        boolean there = peek().is(punctuation);
        if (there) {
            at++;
        }
        return there;
    }

    /** Takes all of these words, or none of them. */
    boolean takeIfWords(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    void expect(String punctuation) {
        if (!takeIf(punctuation)) {
            throw wrong(peek(), "expected \"" + punctuation + "\", found " + peek().found());
        }
    }

    boolean isAtEnd() {
        return peek().type() == Token.Type.END;
    }

    FilterSyntaxException wrong(Token token, String message) {
        return new FilterSyntaxException(expression, token.column(), message);
    }
}
