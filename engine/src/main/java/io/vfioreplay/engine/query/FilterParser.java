package io.vfioreplay.engine.query;

import io.vfioreplay.engine.query.Filter.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a filter expression by recursive descent; the grammar stands at {@link Filter}. */
final class FilterParser {

    private static final int DEPTH_MAX = 100;
    private static final SortedMap<String, FilterField> FIELDS = FilterField.all();

    private final String expression;
    private final List<Token> tokens;
    private int at;
    private int depth;

    FilterParser(String expression) {
        this.expression = expression;
        this.tokens = FilterLexer.tokens(expression);
    }

    Condition parse() {
        Condition condition = filter();
        if (peek().type() != Token.Type.END) {
            throw wrong(peek(), "expected \"and\", \"or\" or the end, found " + peek().found());
        }
        return condition;
    }

    private Condition filter() {
        Condition left = conjunction();
        while (peek().is("||") || peek().isWord("or")) {
            at++;
            Condition first = left;
            Condition second = conjunction();
            left = (e, k, v, p) -> first.holds(e, k, v, p) || second.holds(e, k, v, p);
        }
        return left;
    }

    private Condition conjunction() {
        Condition left = term();
        while (peek().is("&&") || peek().isWord("and")) {
            at++;
            Condition first = left;
            Condition second = term();
            left = (e, k, v, p) -> first.holds(e, k, v, p) && second.holds(e, k, v, p);
        }
        return left;
    }

    private Condition term() {
        if (++depth > DEPTH_MAX) {
            throw wrong(peek(), "more than " + DEPTH_MAX + " brackets and negations inside one another");
        }
        Condition condition;
        if (peek().is("!") || peek().isWord("not")) {
            at++;
            Condition inner = term();
            condition = (e, k, v, p) -> !inner.holds(e, k, v, p);
        } else if (peek().is("(")) {
            at++;
            condition = filter();
            expect(")");
        } else {
            condition = test();
        }
        depth--;
        return condition;
    }

    private Condition test() {
        Token name = take();
        FilterField field = name.type() == Token.Type.WORD ? FIELDS.get(name.text()) : null;
        if (field == null) {
            throw wrong(name, "expected a field, found " + name.found() + hint(name.text()));
        }
        if (peek().type() == Token.Type.COMPARISON) {
            Token operator = take();
            return operator.text().equals("~") ? pattern(field) : comparison(field, operator);
        }
        if (peek().isWord("in")) {
            at++;
            return membership(field);
        }
        return (e, k, v, p) -> field.isIn(e, k, p);
    }

    private static String hint(String mistyped) {
        return Suggestion.nearest(mistyped, FIELDS.keySet())
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("; fields: " + String.join(", ", FIELDS.keySet()));
    }

    private Condition pattern(FilterField field) {
        Token text = take();
        try {
            Pattern pattern = Pattern.compile(text.text());
            return (e, k, v, p) -> field.isIn(e, k, p)
                    && pattern.matcher(field.text(e, k, v, p)).find();
        } catch (PatternSyntaxException bad) {
            throw wrong(text, "no regular expression: " + bad.getDescription());
        }
    }

    private Condition comparison(FilterField field, Token operator) {
        FilterValue value = value(field);
        return switch (operator.text()) {
            case "==", "=" -> (e, k, v, p) -> field.isIn(e, k, p) && value.equalTo(field, e, k, v, p);
            case "!=" -> (e, k, v, p) -> field.isIn(e, k, p) && !value.equalTo(field, e, k, v, p);
            default -> order(field, operator, value);
        };
    }

    private Condition order(FilterField field, Token operator, FilterValue value) {
        if (!value.isNumber()) {
            throw wrong(operator, "\"" + operator.text() + "\" compares numbers, and " + value + " is text");
        }
        return switch (operator.text()) {
            case "<" -> (e, k, v, p) -> field.isIn(e, k, p) && value.compareWith(field, e, k, v, p) < 0;
            case "<=" -> (e, k, v, p) -> field.isIn(e, k, p) && value.compareWith(field, e, k, v, p) <= 0;
            case ">" -> (e, k, v, p) -> field.isIn(e, k, p) && value.compareWith(field, e, k, v, p) > 0;
            default -> (e, k, v, p) -> field.isIn(e, k, p) && value.compareWith(field, e, k, v, p) >= 0;
        };
    }

    private Condition membership(FilterField field) {
        expect("{");
        List<Condition> ranges = new ArrayList<>();
        do {
            ranges.add(range(field));
        } while (takeIf(","));
        expect("}");
        return (e, k, v, p) -> {
            for (Condition range : ranges) {
                if (field.isIn(e, k, p) && range.holds(e, k, v, p)) {
                    return true;
                }
            }
            return false;
        };
    }

    private Condition range(FilterField field) {
        FilterValue from = value(field);
        if (!takeIf("..")) {
            return (e, k, v, p) -> from.equalTo(field, e, k, v, p);
        }
        FilterValue to = value(field);
        if (!from.isNumber() || !to.isNumber()) {
            throw wrong(tokens.get(at - 1), "a range needs numbers");
        }
        return (e, k, v, p) -> from.compareWith(field, e, k, v, p) >= 0 && to.compareWith(field, e, k, v, p) <= 0;
    }

    private FilterValue value(FilterField field) {
        Token token = take();
        if (token.type() != Token.Type.WORD && token.type() != Token.Type.STRING) {
            throw wrong(token, "expected a value, found " + token.found());
        }
        return FilterValue.of(field, token)
                .orElseThrow(
                        () -> wrong(token, token.found() + " is no value of this field; " + FilterValue.hint(field)));
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        if (token.type() != Token.Type.END) {
            at++;
        }
        return token;
    }

    private boolean takeIf(String punctuation) {
        boolean there = peek().is(punctuation);
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(String punctuation) {
        if (!takeIf(punctuation)) {
            throw wrong(peek(), "expected \"" + punctuation + "\", found " + peek().found());
        }
    }

    private FilterSyntaxException wrong(Token token, String message) {
        return new FilterSyntaxException(expression, token.column(), message);
    }
}
