package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.travel.Change;
import io.vfioreplay.engine.travel.FieldPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * One came to an event since it changed what was asked about.
 *
 * @param where one is
 * @param field that was asked about
 * @param changes by this event
 */
record Arrival(Here where, FieldPattern field, List<Change> changes) implements Answer {

    Arrival {
        changes = List.copyOf(changes);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>(where.lines(look));
        lines.addAll(ChangeLines.of(look, changes, List.of(field)));
        return lines;
    }

    @Override
    public void json(Json json) {
        json.text("field", field.text());
        json.object("where", () -> where.json(json));
        ChangeLines.json(json, changes);
    }
}
