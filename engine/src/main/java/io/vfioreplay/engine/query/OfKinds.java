package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.device.Phases;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.EnumSet;
import java.util.Set;

/**
 * A condition on nothing but the kind, asked once for each kind rather than once for each event.
 *
 * @param kinds those that it is true of; not to be changed
 */
record OfKinds(Set<EventKind> kinds) implements Condition {

    /** The same as {@code condition}, which must look at the kind alone. */
    static OfKinds whereTrue(Condition condition) {
        EnumSet<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        Candidate event = new Candidate(new Phases(), Envelope.NO_TIME);
        for (EventKind kind : EventKind.values()) {
            event.look(Stamp.at(0, Envelope.HOST), kind, new long[EventKind.FIELDS_MAX], Payload.empty());
            if (condition.holds(event)) {
                kinds.add(kind);
            }
        }
        return new OfKinds(kinds);
    }

    @Override
    public boolean holds(Candidate event) {
        return kinds.contains(event.kind());
    }
}
