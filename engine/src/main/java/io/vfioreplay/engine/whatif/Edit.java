package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.hardware.event.Event;
import java.util.List;

/**
 * One thing that is other in a branch than in its journal. Which events an edit is about is decided on the journal's own events,
 * whatever earlier edits made of them.
 */
public sealed interface Edit {

    /** The events that it is about; for an insertion, the place. */
    Range range();

    /** Leaves events out. */
    record Drop(Range range, Filter filter) implements Edit {}

    /** Makes other events of events. */
    record Change(Range range, Filter filter, Alteration alteration) implements Edit {}

    /** Puts an event before the journal's event of a position, or behind the last. */
    record Insert(long before, Event event) implements Edit {
        @Override
        public Range range() {
            return new Range(before, before);
        }
    }

    /** What an event becomes. */
    @FunctionalInterface
    interface Alteration {
        /** The event instead; its position does not count. */
        Event of(Event event);
    }

    /**
     * Edits of one journal as somebody wrote them.
     *
     * @param text as it was written, the verb in front
     * @param edits what it comes to
     */
    record Written(String text, List<Edit> edits) {
        /** Keeps a copy of the list. */
        public Written {
            edits = List.copyOf(edits);
        }
    }
}
