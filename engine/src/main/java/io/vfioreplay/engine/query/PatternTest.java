package io.vfioreplay.engine.query;

import io.vfioreplay.engine.query.BoundedText.TooManyLooksException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@code field ~ 'regex'}: the expression is found in the field's text, of which the first {@link BoundedText#LENGTH_MAX} characters
 * are looked at.
 */
final class PatternTest implements Condition {

    private final FilterField field;
    private final Pattern pattern;
    private final TokenCursor cursor;
    private final Token token;

    /**
     * A test.
     *
     * @param cursor from which {@code token}, the expression, was taken: what an error points at
     * @throws FilterSyntaxException when it is none
     */
    PatternTest(FilterField field, TokenCursor cursor, Token token) {
        this.field = field;
        this.cursor = cursor;
        this.token = token;
        try {
            pattern = Pattern.compile(token.text());
        } catch (PatternSyntaxException bad) {
            throw cursor.wrong(token, "no regular expression: " + bad.getDescription());
        } catch (StackOverflowError deep) {
            throw cursor.wrong(token, "no regular expression: too many brackets inside one another");
        }
    }

    /** {@inheritDoc} Throws {@link FilterSyntaxException} when there is no answer within bounded work. */
    @Override
    public boolean holds(Candidate event) {
        if (!field.isIn(event)) {
            return false;
        }
        try {
            return pattern.matcher(new BoundedText(field.text(event))).find();
        } catch (TooManyLooksException | StackOverflowError endless) {
            throw cursor.wrong(
                    token,
                    "this regular expression finds no answer within " + BoundedText.LOOKS_MAX
                            + " steps on the event at position "
                            + event.envelope().position()
                            + "; expected a simpler one, for example without a repetition inside a repetition");
        }
    }
}
