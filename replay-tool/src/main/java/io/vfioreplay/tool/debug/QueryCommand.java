package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.travel.FieldPattern;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;

/** {@code query}: events that pass a filter. */
final class QueryCommand implements Command {

    private static final String ALL = "--all";
    private static final int SHOWN_MAX = 20;
    private static final int ALL_MAX = 100_000;

    @Override
    public Manual manual() {
        return new Manual(
                List.of("query", "find"),
                "FILTER [--all]",
                "how many events pass a filter, and the first of them",
                List.of(
                        "Filters are those of \"vfio-replay query --help\". Shows the first " + SHOWN_MAX
                                + ", or all; the place" + " stays.",
                        "  query errno != OK",
                        "  query kind == deviceStateSet --all"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        String text = given.without(ALL).required("a filter");
        int most = given.has(ALL) ? ALL_MAX : SHOWN_MAX;
        FieldPattern events = new FieldPattern.Events(text, Filter.parse(text));
        Stand stand = desk.stand();
        List<Event> shown = new ArrayList<>();
        long[] total = {0};
        desk.patiently("reading", progress -> {
            desk.changes().history(events, Range.ALL, progress, found -> {
                total[0]++;
                if (shown.size() < most) {
                    shown.addAll(stand.events(found.position(), found.position() + 1));
                }
                return true;
            });
            return total;
        });
        return new Matches(text, shown, total[0], stand.position(), stand.originNanos());
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return FilterWords.all();
    }

    /** Events that passed. */
    private record Matches(String filter, List<Event> events, long total, long position, long originNanos)
            implements Answer {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>(new ListCommand.Events(events, position, originNanos).lines(look));
            if (total > events.size()) {
                lines.add(look.palette()
                        .paint(
                                Role.FAINT,
                                "  ... " + Text.count(total - events.size()) + " more; query " + Text.harmless(filter)
                                        + " --all"));
            }
            return lines;
        }

        @Override
        public void json(Json json) {
            json.text("filter", filter).number("total", total);
            json.array("events", () -> events.forEach(each -> EventJson.write(json, each)));
        }
    }
}
