package io.vfioreplay.engine.query;

import io.vfioreplay.engine.query.Sequence.Relation;
import io.vfioreplay.engine.query.Sequence.Unit;
import io.vfioreplay.engine.query.Sequence.Window;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a filter or a sequence of two; the grammar stands at {@link Sequence}. */
final class SequenceParser {

    private static final String EXPECTED_WINDOW =
            "expected a duration such as 10ms, or a number of events such as \"20 events\"";

    private final TokenCursor words;

    SequenceParser(TokenCursor words) {
        this.words = words;
    }

    /** Whether the next word can only belong to a sequence. */
    static boolean isNext(TokenCursor words) {
        Token word = words.peek();
        return word.isWord("followed") || word.isWord("without") || word.isWord("not");
    }

    Query parse() {
        FilterParser filters = new FilterParser(words);
        Filter first = filters.parse();
        if (words.isAtEnd()) {
            return first;
        }
        Relation relation = relation();
        Filter second = filters.parse();
        Optional<Window> window = window(relation);
        boolean onSameDevice =
                words.takeIfWords("on", "the", "same", "device") || words.takeIfWords("on", "same", "device");
        if (!words.isAtEnd()) {
            throw words.wrong(words.peek(), behindSequence(relation));
        }
        return new Sequence(first, relation, second, window, onSameDevice);
    }

    private Relation relation() {
        Token word = words.peek();
        boolean isNegated = words.takeIfWords("not");
        if (words.takeIfWords("followed")) {
            if (!words.takeIfWords("by")) {
                throw words.wrong(
                        words.peek(), "expected \"by\", found " + words.peek().found());
            }
            return isNegated ? Relation.NOT_FOLLOWED_BY : Relation.FOLLOWED_BY;
        }
        if (isNegated) {
            throw words.wrong(
                    words.peek(),
                    "expected \"followed by\", found " + words.peek().found());
        }
        if (words.takeIfWords("without")) {
            return Relation.WITHOUT;
        }
        throw words.wrong(
                word, "expected \"and\", \"or\", \"followed by\", \"without\" or the end, found " + word.found());
    }

    private Optional<Window> window(Relation relation) {
        Token word = words.peek();
        if (!words.takeIfWords("within")) {
            return Optional.empty();
        }
        if (relation == Relation.WITHOUT) {
            throw words.wrong(word, "\"without\" ends at the next A; expected \"not followed by ... within\"");
        }
        Token distance = words.take();
        OptionalLong nanos = FilterValue.duration(distance.text());
        if (nanos.isPresent() && nanos.getAsLong() >= 0) {
            return Optional.of(new Window(Unit.NANOS, nanos.getAsLong()));
        }
        OptionalLong number = FilterValue.number(distance.text());
        if (number.isEmpty() || number.getAsLong() < 0) {
            throw words.wrong(distance, EXPECTED_WINDOW + ", found " + distance.found());
        }
        if (!words.takeIfWords("events") && !words.takeIfWords("event")) {
            throw words.wrong(
                    words.peek(),
                    "expected a unit, ns us ms s min or events, found "
                            + words.peek().found());
        }
        return Optional.of(new Window(Unit.EVENTS, number.getAsLong()));
    }

    private String behindSequence(Relation relation) {
        String found = words.peek().found();
        if (isNext(words)) {
            return "a sequence has two filters; expected the end, found " + found;
        }
        String window = relation == Relation.WITHOUT ? "" : "\"within\", ";
        return "expected \"and\", \"or\", " + window + "\"on the same device\" or the end, found " + found;
    }
}
