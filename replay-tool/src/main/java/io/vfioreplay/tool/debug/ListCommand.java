package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.event.Event;
import java.util.ArrayList;
import java.util.List;

/** {@code list}: the events around here. */
final class ListCommand implements Command {

    private static final long AROUND = 5;
    private static final long EVENTS_MAX = 10_000;

    @Override
    public Manual manual() {
        return new Manual(
                List.of("list", "l", "ls"),
                "[N | FROM-TO]",
                "the events around here, N before and N after, or some positions",
                List.of("=> marks the event that happened last.", "  list", "  list 20", "  list 100-140"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        Stand stand = desk.stand();
        long from = stand.position() - AROUND;
        long to = stand.position() + AROUND;
        String word = given.word("a number, or positions FROM-TO").orElse("");
        int dash = word.indexOf('-');
        if (dash > 0) {
            from = position(given, word.substring(0, dash), stand);
            to = position(given, word.substring(dash + 1), stand);
        } else if (!word.isEmpty()) {
            long around = Math.min(given.count(word), EVENTS_MAX);
            from = stand.position() - around;
            to = stand.position() + around;
        }
        if (to - from > EVENTS_MAX * 2 || to < from) {
            throw given.wrong("at most " + EVENTS_MAX + " events, the first one first");
        }
        return new Events(stand.events(from, to + 1), stand.position(), stand.originNanos());
    }

    private static long position(Arguments given, String word, Stand stand) {
        if (word.equals("end")) {
            return stand.lastPosition();
        }
        return word.equals("0") ? 0 : given.count(word);
    }

    /** Events, one of them perhaps the one that happened last. */
    record Events(List<Event> events, long position, long originNanos) implements Answer {

        Events {
            events = List.copyOf(events);
        }

        @Override
        public List<String> lines(Look look) {
            EventLines text = new EventLines(look, originNanos);
            List<String> lines = new ArrayList<>();
            events.forEach(each -> lines.add(each.stamp().position() == position ? text.here(each) : text.other(each)));
            return lines.isEmpty() ? List.of("no events") : lines;
        }

        @Override
        public void json(Json json) {
            json.number("position", position);
            json.array("events", () -> events.forEach(each -> EventJson.write(json, each)));
        }
    }
}
