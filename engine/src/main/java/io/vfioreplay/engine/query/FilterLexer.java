package io.vfioreplay.engine.query;

import java.util.ArrayList;
import java.util.List;

/** Cuts a filter expression into {@link Token}s. */
final class FilterLexer {

    private static final List<String> COMPARISONS = List.of("==", "!=", "<=", ">=", "<", ">", "~", "=");
    private static final List<String> PUNCTUATIONS = List.of("&&", "||", "!", "(", ")", "{", "}", ",", "..");

    private final String expression;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private FilterLexer(String expression) {
        this.expression = expression;
    }

    /** All tokens, the last one an {@link Token.Type#END}. */
    static List<Token> tokens(String expression) {
        FilterLexer lexer = new FilterLexer(expression);
        while (lexer.at < expression.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Token.Type.END, "", expression.length() + 1));
        return lexer.tokens;
    }

    private void next() {
        char c = expression.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (!oneOf(COMPARISONS, Token.Type.COMPARISON) && !oneOf(PUNCTUATIONS, Token.Type.PUNCTUATION)) {
            word();
        }
    }

    private boolean oneOf(List<String> texts, Token.Type type) {
        for (String text : texts) {
            if (expression.startsWith(text, at)) {
                tokens.add(new Token(type, text, at + 1));
                at += text.length();
                return true;
            }
        }
        return false;
    }

    private void string(char quote) {
        int end = expression.indexOf(quote, at + 1);
        if (end < 0) {
            throw new FilterSyntaxException(expression, at + 1, "this text has no closing " + quote);
        }
        tokens.add(new Token(Token.Type.STRING, expression.substring(at + 1, end), at + 1));
        at = end + 1;
    }

    private void word() {
        int from = at;
        while (at < expression.length() && isWordPart()) {
            at++;
        }
        if (at == from) {
            throw new FilterSyntaxException(
                    expression, at + 1, "\"" + expression.charAt(at) + "\" has no meaning here");
        }
        tokens.add(new Token(Token.Type.WORD, expression.substring(from, at), from + 1));
    }

    private boolean isWordPart() {
        char c = expression.charAt(at);
        boolean range = c == '.' && expression.startsWith("..", at);
        return !range && (Character.isLetterOrDigit(c) || "_-.:+?*/".indexOf(c) >= 0);
    }
}
