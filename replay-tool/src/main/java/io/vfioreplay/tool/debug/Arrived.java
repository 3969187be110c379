package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import io.vfioreplay.tool.text.Wrap;
import java.util.ArrayList;
import java.util.List;

/**
 * One came to a place of which something has to be said.
 *
 * @param here where one is
 * @param note what has to be said, or empty
 */
record Arrived(Here here, String note) implements Answer {

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>(here.lines(look));
        if (!note.isEmpty()) {
            Wrap.at(look.width(), Text.harmless(note))
                    .forEach(line -> lines.add(look.palette().paint(Role.WARNING, line)));
        }
        return lines;
    }

    @Override
    public void json(Json json) {
        here.json(json);
        json.text("note", note.isEmpty() ? null : note);
    }
}
