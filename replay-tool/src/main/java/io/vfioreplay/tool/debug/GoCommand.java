package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.travel.Place;
import io.vfioreplay.engine.travel.PlaceException;
import io.vfioreplay.engine.travel.Target;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.tool.debug.Desk.Bookmark;
import java.util.ArrayList;
import java.util.List;

/** {@code go}: to any place. */
final class GoCommand implements Command {

    private static final String FINDING = "finding ";

    @Override
    public Manual manual() {
        return new Manual(
                List.of("go", "goto", "ugo", "seek"),
                "PLACE",
                "to a position, a time, a state, a finding, a bookmark",
                List.of(
                        "  go 104              a position; 0x68 and 1_000 too",
                        "  go +10              so many events from here; -10 too",
                        "  go 23.65%           a part of all positions",
                        "  go +1.5s            so long after the start; 12ms, an instant, @21:40:02 too",
                        "  go STOP_COPY        where a device enters this state next; device1 STOP_COPY, v1 0x2 too",
                        "  go #28              the event of a packet or line of the capture",
                        "  go failure          where the debugger opens",
                        "  go parting          where the streams of both sides part",
                        "  go finding R-97     where this rule was broken; \"first finding\" too",
                        "  go marker boot      a marker with this text",
                        "  go start, go end    before the first event, at the last",
                        "  go NAME             a bookmark"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        String text = given.required("a place");
        Bookmark mark = desk.bookmarks().get(text);
        Target target = mark == null ? find(desk, text) : new Target(mark.side(), mark.position(), "");
        desk.move("going", progress -> {
            desk.session().go(target, progress);
            return target;
        });
        return new Arrived(Here.at(desk), target.note());
    }

    /** A place that is no bookmark. */
    static Target find(Desk desk, String text) {
        try {
            Place place = Place.parse(text);
            return desk.patiently("searching", progress -> desk.session().find(place, progress));
        } catch (PlaceException wrong) {
            throw new CommandException(String.valueOf(wrong.getMessage()));
        }
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        if (given.text().startsWith(FINDING)) {
            return RuleBook.rules().stream().map(Rule::id).toList();
        }
        List<String> places = new ArrayList<>(desk.bookmarks().keySet());
        places.addAll(List.of("start", "end", "failure", "parting", "first", "finding", "marker"));
        for (StateV2 state : StateV2.values()) {
            places.add(state.name());
        }
        return places;
    }
}
