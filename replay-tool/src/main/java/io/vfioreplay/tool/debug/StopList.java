package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.travel.Stop;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Breakpoints and watches.
 *
 * @param stops by number
 */
record StopList(List<Stop> stops) implements Answer {

    StopList {
        stops = List.copyOf(stops);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        stops.forEach(each -> lines.add(line(look, each)));
        return lines.isEmpty() ? List.of("no breakpoints and no watches; \"break\" and \"watch\" make some") : lines;
    }

    /** Number, type, what stops, and what else there is to say of it. */
    static String line(Look look, Stop stop) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%3d  %-5s  ", stop.number(), type(stop)));
        line.append(
                look.palette().paint(Role.ACCENT, Text.harmless(stop.pattern().text())));
        if (!stop.isEnabled()) {
            line.append("  (disabled)");
        }
        if (stop.hits() > 0) {
            line.append("  ").append(Text.plural(stop.hits(), "hit"));
        }
        if (stop.ignored() > 0) {
            line.append("  passes the next ").append(Text.count(stop.ignored()));
        }
        return line.toString();
    }

    private static String type(Stop stop) {
        return switch (stop.type()) {
            case BREAK -> "break";
            case WATCH -> "watch";
        };
    }

    @Override
    public void json(Json json) {
        json.array("stops", () -> stops.forEach(each -> json.object(() -> members(json, each))));
    }

    /** A stop as the members of an object. */
    static void members(Json json, Stop stop) {
        json.number("number", stop.number()).text("type", type(stop));
        json.text("what", stop.pattern().text()).flag("enabled", stop.isEnabled());
        json.number("hits", stop.hits()).number("ignored", stop.ignored());
    }
}
