package io.vfioreplay.tool.command;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.tool.text.EventText;
import java.util.List;

/** Writes the events of a journal that are wanted, as lines or as JSON. */
final class EventOutput {

    private EventOutput() {}

    /**
     * What is wanted.
     *
     * @param ranges of positions, in the order in which they are to be shown
     * @param filter on each event
     * @param json one document rather than lines
     * @param absolute whether times are shown as ns since 1970 rather than since the first event
     */
    record Wanted(List<Range> ranges, Filter filter, boolean json, boolean absolute) {}

    /** Writes the events and returns how many there were. */
    static long write(Console console, Timeline timeline, Wanted wanted) {
        long[] count = {0};
        if (wanted.json()) {
            try (Json json = Json.document(console.out())) {
                json.object(() -> json.array(
                        "events",
                        () -> pass(console, timeline, wanted, (e, kind, values, payload) -> {
                            EventJson.write(json, e, kind, values, payload);
                            count[0]++;
                        })));
            }
        } else {
            EventText text = new EventText(console.palette(), wanted.absolute() ? 0 : timeline.originNanos());
            pass(console, timeline, wanted, (e, kind, values, payload) -> {
                console.line(text.line(e, kind, values, payload));
                count[0]++;
            });
        }
        return count[0];
    }

    private static void pass(Console console, Timeline timeline, Wanted wanted, FlatEventSink sink) {
        FilteredPass.over(console, timeline, wanted.ranges(), wanted.filter(), sink);
    }

    /** Counts the events and writes none. */
    static long count(Console console, Timeline timeline, Wanted wanted) {
        long[] count = {0};
        pass(console, timeline, wanted, (e, kind, values, payload) -> count[0]++);
        return count[0];
    }

    /** Reads ranges as people write them; none means all. */
    static List<Range> ranges(List<String> texts, long eventCount) {
        return texts.isEmpty()
                ? List.of(Range.ALL)
                : texts.stream().map(text -> range(text, eventCount)).toList();
    }

    /**
     * Reads a range as people write it: {@code 17}, {@code 10-20} (both included), {@code 10-end}, {@code end}.
     *
     * @throws UnusableException when it is none, or begins behind the last event
     */
    static Range range(String text, long eventCount) {
        String[] ends = text.split("-", 2);
        long from = position(text, ends[0], eventCount);
        long to = ends.length == 1 ? from : position(text, ends[1], eventCount);
        if (to < from) {
            throw new UnusableException("range \"" + text + "\" ends before it begins; expected FROM-TO");
        }
        if (eventCount > 0 && from >= eventCount) {
            throw new UnusableException("range \"" + text
                    + "\" begins behind the last event; expected positions from 0 to " + (eventCount - 1));
        }
        return new Range(from, to == Long.MAX_VALUE ? to : to + 1);
    }

    private static long position(String range, String text, long eventCount) {
        if (text.equals("end")) {
            return Math.max(eventCount - 1, 0);
        }
        try {
            return Math.max(Long.decode(text), 0);
        } catch (NumberFormatException none) {
            throw new UnusableException(
                    "\"" + range + "\" is no range of positions; expected for example 17, 10-20, 10-end or end");
        }
    }
}
