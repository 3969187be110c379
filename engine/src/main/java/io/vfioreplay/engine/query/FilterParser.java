package io.vfioreplay.engine.query;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Reads a filter by recursive descent; the grammar stands at {@link Filter}. */
final class FilterParser {

    private static final int DEPTH_MAX = 100;
    private static final SortedMap<String, FilterField> FIELDS = FilterField.all();

    private final TokenCursor words;
    private int depth;
    private boolean needsHistory;

    FilterParser(TokenCursor words) {
        this.words = words;
    }

    /** The filter that begins here; what follows it is left. */
    Filter parse() {
        needsHistory = false;
        Condition condition = filter();
        return new Filter(condition, needsHistory);
    }

    private Condition filter() {
        Condition left = conjunction();
        while (words.takeIf("||") || words.takeIfWords("or")) {
            Condition first = left;
            Condition second = conjunction();
            left = event -> first.holds(event) || second.holds(event);
        }
        return left;
    }

    private Condition conjunction() {
        Condition left = term();
        while (words.takeIf("&&") || words.takeIfWords("and")) {
            Condition first = left;
            Condition second = term();
            left = event -> first.holds(event) && second.holds(event);
        }
        return left;
    }

    private Condition term() {
        if (++depth > DEPTH_MAX) {
            throw words.wrong(words.peek(), "more than " + DEPTH_MAX + " brackets and negations inside one another");
        }
        Condition condition;
        if (words.takeIf("!") || words.takeIfWords("not")) {
            Condition inner = term();
            condition = event -> !inner.holds(event);
        } else if (words.takeIf("(")) {
            condition = filter();
            words.expect(")");
        } else {
            condition = test();
        }
        depth--;
        return condition;
    }

    private Condition test() {
        Token name = words.take();
        FilterField field = name.type() == Token.Type.WORD ? FIELDS.get(name.text()) : null;
        if (field == null) {
            throw words.wrong(name, "expected a field, found " + name.found() + hint(name.text()));
        }
        needsHistory |= field.needsHistory();
        if (words.peek().type() == Token.Type.COMPARISON) {
            Token operator = words.take();
            return operator.text().equals("~") ? pattern(field) : comparison(field, operator);
        }
        return words.takeIfWords("in") ? membership(field) : field::isIn;
    }

    private static String hint(String mistyped) {
        return Suggestion.nearest(mistyped, FIELDS.keySet())
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("; fields: " + String.join(", ", FIELDS.keySet()));
    }

    private Condition pattern(FilterField field) {
        Token text = words.take();
        if (text.type() != Token.Type.WORD && text.type() != Token.Type.STRING) {
            throw words.wrong(text, "expected a regular expression, found " + text.found());
        }
        PatternTest test = new PatternTest(field, words, text);
        return field == PayloadField.KIND ? OfKinds.whereTrue(test) : test;
    }

    private Condition comparison(FilterField field, Token operator) {
        FilterValue value = value(field);
        return switch (operator.text()) {
            case "==", "=" -> event -> field.isIn(event) && value.equalTo(field, event);
            case "!=" -> event -> field.isIn(event) && !value.equalTo(field, event);
            default -> order(field, operator, value);
        };
    }

    private Condition order(FilterField field, Token operator, FilterValue value) {
        if (!value.isNumber()) {
            throw words.wrong(
                    operator, "\"" + operator.text() + "\" compares numbers, and " + value + " is not one number");
        }
        return switch (operator.text()) {
            case "<" -> event -> field.isIn(event) && value.compareWith(field, event) < 0;
            case "<=" -> event -> field.isIn(event) && value.compareWith(field, event) <= 0;
            case ">" -> event -> field.isIn(event) && value.compareWith(field, event) > 0;
            default -> event -> field.isIn(event) && value.compareWith(field, event) >= 0;
        };
    }

    private Condition membership(FilterField field) {
        words.expect("{");
        List<Condition> ranges = new ArrayList<>();
        do {
            ranges.add(range(field));
        } while (words.takeIf(","));
        words.expect("}");
        return event -> field.isIn(event) && isAnyTrue(ranges, event);
    }

    private static boolean isAnyTrue(List<Condition> conditions, Candidate event) {
        for (Condition condition : conditions) {
            if (condition.holds(event)) {
                return true;
            }
        }
        return false;
    }

    private Condition range(FilterField field) {
        FilterValue from = value(field);
        Token dots = words.peek();
        if (!words.takeIf("..")) {
            return event -> from.equalTo(field, event);
        }
        FilterValue to = value(field);
        if (!from.isNumber() || !to.isNumber()) {
            throw words.wrong(dots, "a range needs numbers");
        }
        return event -> from.compareWith(field, event) >= 0 && to.compareWith(field, event) <= 0;
    }

    private FilterValue value(FilterField field) {
        Token token = words.take();
        if (token.type() != Token.Type.WORD && token.type() != Token.Type.STRING) {
            throw words.wrong(token, "expected a value, found " + token.found());
        }
        return FilterValue.of(field, token)
                .orElseThrow(() ->
                        words.wrong(token, token.found() + " is no value of this field; " + FilterValue.hint(field)));
    }
}
