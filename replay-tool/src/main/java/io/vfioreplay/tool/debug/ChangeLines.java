package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.travel.Change;
import io.vfioreplay.engine.travel.FieldPattern;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;

/** What an event changed, below the event. */
final class ChangeLines {

    private static final int CHANGES_MAX = 8;
    private static final String INDENT = "            ";

    private ChangeLines() {}

    /**
     * A line for each leaf that changed; what was found by its event alone says no more than the event's line.
     *
     * @param patterns what was searched for
     */
    static List<String> of(Look look, List<Change> changes, List<FieldPattern> patterns) {
        List<String> events = patterns.stream()
                .filter(each -> each instanceof FieldPattern.Events || each instanceof FieldPattern.Memory)
                .map(FieldPattern::text)
                .toList();
        List<Change> leaves = changes.stream()
                .filter(each -> !events.contains(each.path()))
                .distinct()
                .toList();
        List<String> lines = new ArrayList<>();
        for (Change each : leaves.subList(0, Math.min(CHANGES_MAX, leaves.size()))) {
            lines.add(INDENT + look.palette().paint(Role.ACCENT, Text.harmless(each.path())) + "  "
                    + Leaves.value(each.before().orElse(null)) + " -> "
                    + Leaves.value(each.after().orElse(null)));
        }
        if (leaves.size() > CHANGES_MAX) {
            String more = "... " + Text.count(leaves.size() - (long) CHANGES_MAX) + " more; state";
            lines.add(INDENT + look.palette().paint(Role.FAINT, more));
        }
        return lines;
    }

    /** All of them as an array. */
    static void json(Json json, List<Change> changes) {
        json.array(
                "changes",
                () -> changes.forEach(each -> json.object(() -> {
                    json.number("position", each.position()).text("path", each.path());
                    json.text("before", each.before().orElse(null))
                            .text("after", each.after().orElse(null));
                })));
    }
}
