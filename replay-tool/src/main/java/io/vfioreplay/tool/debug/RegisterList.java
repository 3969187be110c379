package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The registers of a state: what each gave when it was last read, what was last written to it, how often. */
record RegisterList(Map<String, Map<String, String>> registers) implements Answer {

    private static final Pattern LEAF = Pattern.compile("(device\\d+/[^/]+/0x[0-9a-f]+)/(read|written|reads|writes)");
    private static final int SHOWN_MAX = 60;

    static RegisterList of(StateTree tree) {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        tree.forEach((path, value) -> {
            Matcher leaf = LEAF.matcher(path);
            if (leaf.matches()) {
                found.computeIfAbsent(leaf.group(1), name -> new LinkedHashMap<>())
                        .put(leaf.group(2), value);
            }
        });
        return new RegisterList(found);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        registers.entrySet().stream().limit(SHOWN_MAX).forEach(each -> {
            String name = String.format(Locale.ROOT, "%-26s", each.getKey());
            lines.add(look.palette().paint(Role.ACCENT, Text.harmless(name)) + touched(each.getValue()));
        });
        if (registers.size() > SHOWN_MAX) {
            lines.add("... " + Text.count(registers.size() - (long) SHOWN_MAX) + " more; print bar*/**");
        }
        return lines.isEmpty() ? List.of("no register was touched until here") : lines;
    }

    private static String touched(Map<String, String> leaves) {
        List<String> parts = new ArrayList<>();
        if (leaves.containsKey("read")) {
            parts.add("read " + Leaves.value(leaves.get("read")) + times(leaves.get("reads")));
        }
        if (leaves.containsKey("written")) {
            parts.add("written " + Leaves.value(leaves.get("written")) + times(leaves.get("writes")));
        }
        return "  " + String.join(", ", parts);
    }

    private static String times(@Nullable String count) {
        return count == null ? "" : " (" + count + " times)";
    }

    @Override
    public void json(Json json) {
        json.object(
                "registers",
                () -> registers.forEach((path, leaves) -> json.object(path, () -> leaves.forEach(json::text))));
    }
}
