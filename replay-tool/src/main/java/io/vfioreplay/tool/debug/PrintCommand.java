package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** {@code print}: values of the state here. */
final class PrintCommand implements Command {

    private static final String ALL = "--all";
    private static final int VALUES_MAX = 40;

    @Override
    public Manual manual() {
        return new Manual(
                List.of("print", "p", "inspect"),
                "FIELD [--all]",
                "values of the state here, by path or pattern",
                List.of(
                        "A path of the state, some segments of one, or a pattern: * within a segment, ** over segments.",
                        "  print device0/state",
                        "  print bar0/0x10          as the device was last read and written there",
                        "  print device0/stream/**  all that is known of the stream"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        Arguments pattern = given.without(ALL);
        String text = pattern.required("the path of a value");
        StateTree tree = desk.stand().tree();
        Map<String, String> found = leaves(
                tree, path -> path.equals(text) || path.startsWith(text + "/") || path.contains("/" + text + "/"));
        if (found.isEmpty()) {
            found = leaves(tree, Fields.matching(desk, pattern, text));
        }
        if (found.isEmpty()) {
            throw Fields.unknown(desk, text);
        }
        return new Values(found, given.has(ALL) ? Integer.MAX_VALUE : VALUES_MAX);
    }

    /** The leaves whose path is wanted, in order. */
    static Map<String, String> leaves(StateTree tree, Predicate<String> wanted) {
        Map<String, String> found = new LinkedHashMap<>();
        tree.forEach((path, value) -> {
            if (wanted.test(path)) {
                found.put(path, value);
            }
        });
        return found;
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return Fields.candidates(desk);
    }

    /** Values by path; at most so many are shown as text. */
    record Values(Map<String, String> values, int most) implements Answer {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            values.entrySet().stream()
                    .limit(most)
                    .forEach(each -> lines.add(look.palette().paint(Role.ACCENT, Text.harmless(each.getKey())) + " = "
                            + Text.harmless(each.getValue())));
            if (values.size() > most) {
                lines.add(look.palette()
                        .paint(
                                Role.FAINT,
                                "... " + Text.count(values.size() - (long) most) + " more; --all shows them"));
            }
            return lines;
        }

        @Override
        public void json(Json json) {
            json.object("values", () -> values.forEach(json::text));
        }
    }
}
