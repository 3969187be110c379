package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.travel.FieldPattern;
import io.vfioreplay.engine.travel.Stop;
import io.vfioreplay.engine.travel.StopHit;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * A search for stops is over.
 *
 * @param here where one is now
 * @param hit which stops fired, and what changed
 */
record Stopped(Here here, StopHit hit) implements Answer {

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        if (hit.isEnd()) {
            lines.add(look.palette()
                    .paint(Role.WARNING, "no stop fired up to the " + (hit.position() < 0 ? "start" : "end")));
        }
        hit.fired().forEach(each -> lines.add("stop" + StopList.line(look, each)));
        lines.addAll(here.lines(look));
        List<FieldPattern> patterns = hit.fired().stream().map(Stop::pattern).toList();
        lines.addAll(ChangeLines.of(look, hit.changes(), patterns));
        return lines;
    }

    @Override
    public void json(Json json) {
        json.object("where", () -> here.json(json));
        json.array("fired", () -> hit.fired().forEach(each -> json.object(() -> StopList.members(json, each))));
        ChangeLines.json(json, hit.changes());
    }
}
