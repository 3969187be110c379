package io.vfioreplay.engine.coverage;

import io.vfioreplay.hardware.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the cases of a directory exercise together.
 *
 * @param rules every rule that is checked, in the order of the book, and what the cases say of it
 * @param tables transitions and faults by table: each item and whether a case visits it
 * @param errors kinds of requests with the errors that they were answered, in how many cases
 */
public record Coverage(
        List<RuleCoverage> rules, Map<String, SortedMap<String, Long>> tables, SortedMap<String, Long> errors) {

    /** Copies what it holds. */
    public Coverage {
        rules = List.copyOf(rules);
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
    }

    /**
     * What the cases say of one rule.
     *
     * @param rule the rule
     * @param triggered how many cases break it
     * @param silent how many keep it and would have shown a breach
     */
    public record RuleCoverage(Rule rule, long triggered, long silent) {

        /** How the cases stand to a rule. */
        public enum Stand {
            /** A case breaks it. */
            TRIGGERED("triggered"),
            /** No case breaks it, and at least one would have shown it. */
            SILENT("silent"),
            /** No case would have shown a breach. */
            NOT_OBSERVABLE("not observable");

            private final String label;

            Stand(String label) {
                this.label = label;
            }

            /** The words in reports and in JSON. */
            public String label() {
                return label;
            }
        }

        /** How the cases stand to it. */
        public Stand stand() {
            return triggered > 0 ? Stand.TRIGGERED : silent > 0 ? Stand.SILENT : Stand.NOT_OBSERVABLE;
        }
    }

    /** What these cases exercise together. */
    public static Coverage of(List<CaseCoverage> cases) {
        List<RuleCoverage> rules = new ArrayList<>();
        for (Rule rule : Tables.rules()) {
            long triggered = cases.stream()
                    .filter(one -> one.triggered().contains(rule.id()))
                    .count();
            long silent = cases.stream()
                    .filter(one -> one.observable().contains(rule.id())
                            && !one.triggered().contains(rule.id()))
                    .count();
            rules.add(new RuleCoverage(rule, triggered, silent));
        }
        Map<String, SortedMap<String, Long>> tables = new LinkedHashMap<>();
        for (Item item : Tables.all()) {
            long visits =
                    cases.stream().filter(one -> one.visited().contains(item)).count();
            tables.computeIfAbsent(item.table(), none -> new TreeMap<>()).put(item.name(), visits);
        }
        SortedMap<String, Long> errors = new TreeMap<>();
        cases.forEach(one -> one.errors().forEach(error -> errors.merge(error, 1L, Long::sum)));
        return new Coverage(rules, tables, errors);
    }

    /**
     * A few cases that break the same rules, visit the same transitions, and show the same faults and errors as all of them:
     * always the one that adds most, the first by name of several.
     *
     * @return names, in the order in which they were chosen
     */
    public static List<String> minimal(List<CaseCoverage> cases) {
        Set<Item> wanted = new HashSet<>();
        cases.forEach(one -> wanted.addAll(one.items()));
        List<String> chosen = new ArrayList<>();
        while (!wanted.isEmpty()) {
            CaseCoverage best = cases.get(0);
            long most = -1;
            for (CaseCoverage one : cases) {
                SortedSet<Item> more = new TreeSet<>(one.items());
                more.retainAll(wanted);
                if (more.size() > most) {
                    best = one;
                    most = more.size();
                }
            }
            wanted.removeAll(best.items());
            chosen.add(best.name());
        }
        return chosen;
    }
}
