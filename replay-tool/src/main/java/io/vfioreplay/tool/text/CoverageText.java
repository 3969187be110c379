package io.vfioreplay.tool.text;

import io.vfioreplay.engine.coverage.Coverage;
import io.vfioreplay.engine.coverage.Coverage.FaultCoverage;
import io.vfioreplay.engine.coverage.Coverage.RuleCoverage;
import io.vfioreplay.engine.coverage.Coverage.RuleCoverage.Stand;
import io.vfioreplay.engine.simulate.Fault;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What a directory of recordings exercises, for people: of every table how much, and what never. */
public final class CoverageText {

    private static final int WIDTH = 98;

    private final Palette palette;

    /** Lines that look as {@code palette} says. */
    public CoverageText(Palette palette) {
        this.palette = palette;
    }

    /** The lines. */
    public List<String> lines(Coverage coverage) {
        List<String> lines = new ArrayList<>();
        long recorded = coverage.cases() - coverage.simulated();
        lines.add(Text.plural(coverage.cases(), "case") + ": " + Text.count(recorded) + " recorded, "
                + Text.count(coverage.simulated()) + " simulated");
        for (Stand stand : Stand.values()) {
            List<String> ids = coverage.rules().stream()
                    .filter(rule -> rule.stand() == stand)
                    .map(rule -> id(rule))
                    .toList();
            add(lines, "rules, " + stand.label(), ids.size(), coverage.rules().size(), String.join(" ", ids));
        }
        addFaults(lines, "faults of simulate, in simulated cases", coverage, FaultCoverage::simulated);
        addFaults(lines, "faults of simulate, that recorded cases look like", coverage, FaultCoverage::similar);
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

    private void addFaults(List<String> lines, String title, Coverage coverage, ToLongFunction<FaultCoverage> cases) {
        Map<Boolean, List<String>> names = coverage.faults().stream()
                .collect(Collectors.partitioningBy(
                        each -> cases.applyAsLong(each) > 0,
                        Collectors.mapping(each -> name(each.fault()), Collectors.toList())));
        List<String> found = names.getOrDefault(true, List.of());
        List<String> never = names.getOrDefault(false, List.of());
        add(lines, title, found.size(), coverage.faults().size(), String.join(", ", found));
        if (!found.isEmpty() && !never.isEmpty()) {
            addDetails(lines, "never: " + String.join(", ", never));
        }
    }

    /** A fault with the failures of the field that it stands for. */
    private static String name(Fault fault) {
        String failures = Arrays.stream(fault.source().split(", ", -1))
                .filter(word -> word.startsWith("F-"))
                .collect(Collectors.joining(", "));
        return failures.isEmpty() ? fault.label() : fault.label() + " (" + failures + ")";
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
            addDetails(lines, details);
        }
    }

    private void addDetails(List<String> lines, String details) {
        Wrap.at(palette.width(WIDTH) - 2, details).forEach(line -> lines.add("  " + palette.paint(Role.FAINT, line)));
    }
}
