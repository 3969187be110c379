package io.vfioreplay.engine.replay;

import io.vfioreplay.hardware.event.Event;
import java.util.List;

/**
 * The first place at which folding a journal again gave another state than while it was recorded.
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

    /** One line for people. */
    public String text() {
        return what + " at position " + position + ": recorded " + expected + ", replayed " + actual;
    }
}
