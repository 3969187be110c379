package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Where one is on each side, the one that commands work on first. */
record Sides(List<Here> places) implements Answer {

    Sides {
        places = List.copyOf(places);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        places.forEach(each -> lines.addAll(each.lines(look)));
        return lines;
    }

    @Override
    public void json(Json json) {
        json.array("sides", () -> places.forEach(each -> json.object(() -> each.json(json))));
    }
}
