package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * The first place at which folding a journal again gave another state, or the model of a device another answer, than was
 * recorded.
 *
 * @param position of the event behind which the states differ
 * @param what differs, for example {@code state digest}
 * @param expected what the recording said
 * @param actual what the replay gave
 * @param lastEvents the events up to and with {@code position}, at most {@value #EVENTS_MAX}
 */
public record Divergence(long position, String what, String expected, String actual, List<Event> lastEvents) {

    /** How many events are shown. */
    public static final int EVENTS_MAX = 20;

    /** Copies the list. */
    public Divergence {
        lastEvents = List.copyOf(lastEvents);
    }

    /** The events to be shown for a difference at this position: those up to and with it. */
    public static List<Event> eventsUpTo(Replayable events, long position) {
        List<Event> last = new ArrayList<>();
        Range range = new Range(Math.max(0, position + 1 - EVENTS_MAX), position + 1);
        events.replay(range, Progress.NONE, (e, kind, values, p) -> last.add(Event.copyOf(e, kind, values, p)));
        return last;
    }

    /** One line for people. */
    public String text() {
        return what + " at position " + position + ": recorded " + expected + ", replayed " + actual;
    }
}
