package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Replayable;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.FlatEventSink;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one or two recordings, as they are at some stage of being shrunk. Immutable.
 *
 * @param items first those of the source, then those of the destination, each side in its order
 */
public record Course(List<Item> items) {

    /** Keeps a copy. */
    public Course {
        items = List.copyOf(items);
    }

    /** How many events there are. */
    public int size() {
        return items.size();
    }

    /** How many bytes of payload they carry. */
    public long payloadBytes() {
        long bytes = 0;
        for (Item item : items) {
            bytes += item.event().payload().length();
        }
        return bytes;
    }

    /** The events of one side, with positions from 0. */
    public List<Event> events(Side side) {
        List<Event> events = new ArrayList<>();
        for (Item item : items) {
            if (item.side() == side) {
                Event event = item.event();
                events.add(new Event(
                        event.stamp().withPosition(events.size()), event.kind(), event.values(), event.payload()));
            }
        }
        return events;
    }

    /** Positions of the {@link #events} of one side of which a model said something else before the recording was redacted. */
    public List<Long> divergences(Side side) {
        List<Long> divergences = new ArrayList<>();
        long position = 0;
        for (Item item : items) {
            if (item.side() == side) {
                if (item.isDivergence()) {
                    divergences.add(position);
                }
                position++;
            }
        }
        return divergences;
    }

    /** The same as something that can be replayed. */
    public Replayable replayable(Side side) {
        List<Event> events = events(side);
        return (range, progress, sink) -> replay(events, range, progress, sink);
    }

    private static void replay(List<Event> events, Range range, Progress progress, FlatEventSink sink) {
        int to = (int) Math.min(range.to(), events.size());
        for (int i = (int) Math.min(range.from(), to); i < to; i++) {
            events.get(i).sendTo(sink);
        }
        progress.bytes(to, events.size());
    }
}
