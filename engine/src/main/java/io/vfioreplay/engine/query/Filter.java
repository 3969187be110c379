package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.device.Phases;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;

/**
 * A condition on one event, written in the filter language.
 *
 * <pre>
 *   filter     = conjunction { ( "or" | "||" ) conjunction }
 *   conjunction= term { ( "and" | "&amp;&amp;" ) term }
 *   term       = ( "not" | "!" ) term | "(" filter ")" | test
 *   test       = field comparison value | field "in" "{" range { "," range } "}" | field
 *   comparison = "==" | "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "~"
 *   range      = value [ ".." value ]
 *   value      = number, with a unit (ns us ms s min, KiB MiB GiB) or without | instant | name | text in quotes
 * </pre>
 *
 * <p>Fields are those of {@link EventKind}, those of the envelope, and a few for convenience; {@link FilterField} lists them.
 * A test on a field that an event does not have is false, {@code !=} included; a field alone asks whether it is there.
 * {@code time} is an instant ({@code 2026-01-31T12:00:00.5Z}) or ns since 1970, {@code since} the time since the journal's first
 * event. {@code ~} finds a regular expression in what a person reads for the field; one that finds no answer within bounded work is
 * reported as an error, and ends the search.
 *
 * <p>Immutable; any thread. Events are asked about through a {@link Matcher}, one for each pass over a journal.
 */
public final class Filter implements Query {

    /** Lets every event pass. */
    public static final Filter ALL = new Filter(event -> true, false);

    final Condition condition;
    private final boolean needsHistory;

    Filter(Condition condition, boolean needsHistory) {
        this.condition = condition;
        this.needsHistory = needsHistory;
    }

    /**
     * Reads an expression.
     *
     * @throws FilterSyntaxException when it cannot be understood, with the column; also for a {@link Sequence}
     */
    public static Filter parse(String expression) {
        TokenCursor words = new TokenCursor(expression);
        Filter filter = new FilterParser(words).parse();
        if (SequenceParser.isNext(words)) {
            throw words.wrong(
                    words.peek(), "a sequence of events is not accepted here; expected a filter on one event");
        }
        if (!words.isAtEnd()) {
            throw words.wrong(
                    words.peek(),
                    "expected \"and\", \"or\" or the end, found " + words.peek().found());
        }
        return filter;
    }

    /** Whether an answer depends on the events before, so that a matcher must be shown them, or be told what they led to. */
    public boolean needsHistory() {
        return needsHistory;
    }

    /**
     * A matcher for a pass that begins with the first event of a journal.
     *
     * @param originNanos the time of the journal's first event that has one, from which {@code since} counts, or
     *     {@link Envelope#NO_TIME}: then no event has that field
     */
    public Matcher matcher(long originNanos) {
        return new Matcher(this, new Phases(), originNanos);
    }

    /**
     * A matcher for a pass that begins anywhere.
     *
     * @param originNanos as in the other method
     * @param there the host as it is before the first event of the pass; it is only read, now
     */
    public Matcher matcher(long originNanos, ObservedHost there) {
        return new Matcher(this, needsHistory ? Phases.of(there) : new Phases(), originNanos);
    }
}
