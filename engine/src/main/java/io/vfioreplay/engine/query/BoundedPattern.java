package io.vfioreplay.engine.query;

import io.vfioreplay.engine.query.BoundedText.TooManyLooksException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Regular expressions of people on texts of strangers: looking for one ends, with or without an answer. */
public final class BoundedPattern {

    private BoundedPattern() {}

    /** Whether an expression is found in the first 8,192 characters of a text; empty when bounded work gave no answer. */
    public static Optional<Boolean> isFound(Pattern pattern, String text) {
        try {
            return Optional.of(pattern.matcher(new BoundedText(text)).find());
        } catch (TooManyLooksException | StackOverflowError endless) {
            return Optional.empty();
        }
    }
}
