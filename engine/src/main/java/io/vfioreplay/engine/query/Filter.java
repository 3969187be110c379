package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;

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
 * </pre>
 *
 * <p>Fields are those of {@link EventKind}, those of the envelope, and a few for convenience; {@link FilterField} lists them.
 * A test on a field that an event does not have is false, {@code !=} included; a field alone asks whether it is there.
 * {@code ~} finds a regular expression in what a person reads for the field. Immutable; any thread.
 */
public final class Filter {

    /** Lets every event pass. */
    public static final Filter ALL = new Filter((envelope, kind, values, payload) -> true);

    private final Condition condition;

    Filter(Condition condition) {
        this.condition = condition;
    }

    /** A part of a filter. */
    @FunctionalInterface
    interface Condition {
        boolean holds(Envelope envelope, EventKind kind, long[] values, Payload payload);
    }

    /**
     * Reads an expression.
     *
     * @throws FilterSyntaxException when it cannot be understood, with the column
     */
    public static Filter parse(String expression) {
        return new Filter(new FilterParser(expression).parse());
    }

    /** Whether the event fulfils the condition; parameters as in {@link FlatEventSink#accept}. */
    public boolean test(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        return condition.holds(envelope, kind, values, payload);
    }

    /** A sink that passes the wanted events on to {@code next}. */
    public FlatEventSink before(FlatEventSink next) {
        return (envelope, kind, values, payload) -> {
            if (condition.holds(envelope, kind, values, payload)) {
                next.accept(envelope, kind, values, payload);
            }
        };
    }
}
