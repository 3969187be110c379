package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.device.Phases;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;

/**
 * A {@link Filter} on its way over a journal. It must see every event in order, from where it was made for: wanted or not, an event
 * may change the answer to later ones. A filter that needs no history costs nothing beside its condition. One thread.
 */
public final class Matcher {

    private final Condition condition;
    private final Candidate event;
    private final boolean needsHistory;
    private final FlatEventSink phases;

    Matcher(Filter filter, Phases phases, long originNanos) {
        this.condition = filter.condition;
        this.needsHistory = filter.needsHistory();
        this.event = new Candidate(phases, originNanos);
        this.phases = new Unflattener(phases);
    }

    /**
     * Takes in the next event.
     *
     * @return whether the filter is true of it; parameters as in {@link FlatEventSink#accept}
     * @throws FilterSyntaxException when a regular expression finds no answer within bounded work
     */
    public boolean matches(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        event.look(envelope, kind, values, payload);
        boolean matches = condition.holds(event);
        pass(envelope, kind, values, payload);
        return matches;
    }

    /** Takes in the next event without asking: one that lies before those that are wanted. */
    public void pass(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (needsHistory && Phases.mayChange(kind)) {
            phases.accept(envelope, kind, values, payload);
        }
    }

    /** A sink that takes in every event and passes the wanted ones on to {@code next}. */
    public FlatEventSink before(FlatEventSink next) {
        return (envelope, kind, values, payload) -> {
            if (matches(envelope, kind, values, payload)) {
                next.accept(envelope, kind, values, payload);
            }
        };
    }
}
