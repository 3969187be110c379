package io.vfioreplay.tool.text;

import io.vfioreplay.engine.coverage.Coverage;
import io.vfioreplay.engine.coverage.Coverage.RuleCoverage;
import io.vfioreplay.engine.coverage.Coverage.RuleCoverage.Stand;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What a directory of recordings exercises, for people: of every table how much, and what never. */
public final class CoverageText {

    private static final int WIDTH = 96;

    private final Palette palette;

    /** Lines that look as {@code palette} says. */
    public CoverageText(Palette palette) {
        this.palette = palette;
    }

    /** The lines. */
    public List<String> lines(Coverage coverage) {
        List<String> lines = new ArrayList<>();
        for (Stand stand : Stand.values()) {
            List<String> ids = coverage.rules().stream()
                    .filter(rule -> rule.stand() == stand)
                    .map(rule -> id(rule))
                    .toList();
            add(lines, "rules, " + stand.label(), ids.size(), coverage.rules().size(), String.join(" ", ids));
        }
        coverage.tables().forEach((table, items) -> {
            long visited = items.values().stream().filter(count -> count > 0).count();
            add(
                    lines,
                    table,
                    visited,
                    items.size(),
                    visited == 0 || visited == items.size() ? "" : "never: " + never(items));
        });
        lines.add(palette.paint(Role.TITLE, "errors"));
        if (coverage.errors().isEmpty()) {
            lines.add("  none");
        }
        coverage.errors().forEach((error, cases) -> lines.add("  " + error + ", in " + Text.plural(cases, "case")));
        return lines;
    }

    private static String id(RuleCoverage rule) {
        return rule.triggered() > 1
                ? rule.rule().id() + "(" + rule.triggered() + ")"
                : rule.rule().id();
    }

    private static String never(SortedMap<String, Long> items) {
        return String.join(
                ", ",
                items.entrySet().stream()
                        .filter(item -> item.getValue() == 0)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private void add(List<String> lines, String title, long count, long all, String details) {
        lines.add(palette.paint(Role.TITLE, title) + ": " + Text.count(count) + " of " + Text.count(all));
        if (!details.isEmpty()) {
            Wrap.at(WIDTH, details).forEach(line -> lines.add("  " + palette.paint(Role.FAINT, line)));
        }
    }
}
