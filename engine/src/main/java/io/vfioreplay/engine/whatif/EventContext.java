package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.Event;
import java.util.Optional;

/** The recorded events that hand-written ones refer to, as {@code @104} or {@code @source:98}. */
@FunctionalInterface
public interface EventContext {

    /** Nothing can be referred to. */
    EventContext NONE = (side, position) -> Optional.empty();

    /**
     * A recorded event.
     *
     * @param side of the journal, empty for the one that is written about
     * @param position from 0
     * @return the event, or empty when there is none there
     */
    Optional<Event> at(Optional<Side> side, long position);
}
