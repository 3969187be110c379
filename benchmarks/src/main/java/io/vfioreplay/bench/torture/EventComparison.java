package io.vfioreplay.bench.torture;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the events that a journal delivers and compares each with the one that was recorded at its position. One thread. */
final class EventComparison implements FlatEventSink {

    private final JournalPlan plan;
    private final List<Range> missing = new ArrayList<>();
    private @Nullable String difference;
    private long nextPosition;
    private long events;

    EventComparison(JournalPlan plan) {
        this.plan = plan;
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        long position = envelope.position();
        events++;
        if (position < nextPosition || position >= plan.events()) {
            differ("an event at position " + position + " behind position " + (nextPosition - 1) + " of "
                    + plan.events());
            return;
        }
        if (position > nextPosition) {
            missing.add(new Range(nextPosition, position));
        }
        nextPosition = position + 1;
        Event found = Event.copyOf(envelope, kind, values, payload);
        Event recorded = plan.script().at(position);
        if (!found.stamp().equals(recorded.stamp()) || !isSameContent(found, recorded)) {
            differ("at position " + position + " " + text(found) + " where " + text(recorded) + " was recorded");
        }
    }

    /** Whether two events are the same, wherever they stand. */
    static boolean isSame(Event one, Event other) {
        return one.stamp().withPosition(0).equals(other.stamp().withPosition(0)) && isSameContent(one, other);
    }

    private static boolean isSameContent(Event one, Event other) {
        return one.kind() == other.kind()
                && one.values().equals(other.values())
                && Arrays.equals(one.payload().toByteArray(), other.payload().toByteArray());
    }

    private void differ(String what) {
        difference = difference == null ? what : difference;
    }

    private static String text(Event event) {
        return event.kind().label() + event.values() + " with "
                + event.payload().length() + " bytes, " + event.stamp();
    }

    /** The first event that is not what was recorded, in words. */
    Optional<String> difference() {
        return Optional.ofNullable(difference);
    }

    /** Positions between two events that were not delivered. */
    List<Range> missing() {
        return List.copyOf(missing);
    }

    /** The position behind the last event that was delivered. */
    long nextPosition() {
        return nextPosition;
    }

    /** How many events were delivered. */
    long events() {
        return events;
    }
}
