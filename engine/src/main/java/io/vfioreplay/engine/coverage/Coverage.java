package io.vfioreplay.engine.coverage;

import io.vfioreplay.engine.simulate.Fault;
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
 * @param cases how many
 * @param simulated how many of them were simulated
 * @param rules every rule that is checked, in the order of the book, and what the cases say of it
 * @param faults every fault of the catalogue, in its order, and what the cases have of it
 * @param tables transitions, and what events say went wrong, by table: each item and whether a case visits it
 * @param errors kinds of requests with the errors that they were answered, in how many cases
 */
public record Coverage(
        long cases,
        long simulated,
        List<RuleCoverage> rules,
        List<FaultCoverage> faults,
        Map<String, SortedMap<String, Long>> tables,
        SortedMap<String, Long> errors) {

    /** Copies what it holds. */
    public Coverage {
        rules = List.copyOf(rules);
        faults = List.copyOf(faults);
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

    /**
     * What the cases have of one fault of the catalogue.
     *
     * @param fault the fault
     * @param simulated how many were simulated with it
     * @param similar how many of the others look like it: verdict, blame and a finding are what they have to be, or, of a single
     *     recording, a finding is
     */
    public record FaultCoverage(Fault fault, long simulated, long similar) {}

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
        List<FaultCoverage> faults = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            faults.add(new FaultCoverage(
                    fault,
                    visits(cases, new Item(Tables.SIMULATED, fault.label())),
                    visits(cases, new Item(Tables.SIMILAR, fault.label()))));
        }
        Map<String, SortedMap<String, Long>> tables = new LinkedHashMap<>();
        for (Item item : Tables.all()) {
            tables.computeIfAbsent(item.table(), none -> new TreeMap<>()).put(item.name(), visits(cases, item));
        }
        SortedMap<String, Long> errors = new TreeMap<>();
        cases.forEach(one -> one.errors().forEach(error -> errors.merge(error, 1L, Long::sum)));
        long simulated = cases.stream().filter(CaseCoverage::isSimulated).count();
        return new Coverage(cases.size(), simulated, rules, faults, tables, errors);
    }

    private static long visits(List<CaseCoverage> cases, Item item) {
        return cases.stream().filter(one -> one.visited().contains(item)).count();
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
