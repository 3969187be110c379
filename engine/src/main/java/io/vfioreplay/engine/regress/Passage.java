package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.replay.Divergence;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import java.util.List;

/**
 * The events of one recording up to the one that explains a difference best.
 *
 * @param scope whose recording it is: {@link Fact#SOURCE}, {@link Fact#DESTINATION} or {@link Fact#RECORDING}
 * @param position of the event that explains, the last of the events, or {@link Fact#NO_POSITION} where there are none
 * @param events at most {@value Divergence#EVENTS_MAX}; none where the recording has none, or is not there
 * @param originNanos the time that the events' times count from, or {@link Envelope#NO_TIME}
 */
public record Passage(String scope, long position, List<Event> events, long originNanos) {

    /** Copies the list. */
    public Passage {
        events = List.copyOf(events);
    }

    /** There is no event to show. */
    static Passage none(String scope) {
        return new Passage(scope, Fact.NO_POSITION, List.of(), Envelope.NO_TIME);
    }

    /** Whether another one is of the same recording and ends with the same event, and so has the same events. */
    public boolean isSameAs(Passage other) {
        return scope.equals(other.scope) && position == other.position;
    }
}
