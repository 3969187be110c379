package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.state.TreeDiff.Difference;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves of the state tree that are not the same in two states. */
final class Leaves {

    /** Longer texts are cut; {@code print} shows them whole. */
    static final int VALUE_MAX = 40;

    private static final String INDENT = "            ";
    private static final String ABSENT = "(absent)";

    private Leaves() {}

    /** A line for each of the first ones, and one that tells of the others and how to see them. */
    static List<String> changes(Look look, List<Difference> changes, int most, String more) {
        List<String> lines = new ArrayList<>();
        for (Difference each : changes.subList(0, Math.min(most, changes.size()))) {
            lines.add(INDENT + look.palette().paint(Role.ACCENT, Text.harmless(each.path())) + "  " + value(each.left())
                    + " -> " + value(each.right()));
        }
        if (changes.size() > most) {
            lines.add(INDENT
                    + look.palette()
                            .paint(Role.FAINT, "... " + Text.count(changes.size() - (long) most) + " more; " + more));
        }
        return lines;
    }

    /** A text that may be long, or absent. */
    static String value(@Nullable String value) {
        if (value == null) {
            return ABSENT;
        }
        return Text.harmless(value.length() > VALUE_MAX ? value.substring(0, VALUE_MAX) + "..." : value);
    }

    /** All of them as an array. */
    static void json(Json json, String name, List<Difference> changes) {
        json.array(
                name,
                () -> changes.forEach(each -> json.object(() -> json.text("path", each.path())
                        .text("before", each.left())
                        .text("after", each.right()))));
    }
}
