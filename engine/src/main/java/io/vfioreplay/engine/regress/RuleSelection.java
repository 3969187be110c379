package io.vfioreplay.engine.regress;

import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which rules a run listens to.
 *
 * <p>Written as a list with commas: an id ({@code R-97}), a range ({@code R-01..R-65}), all of a letter ({@code M}), the lines of a
 * file ({@code @known.txt}, {@code #} begins a comment). A {@code -} in front leaves out; a list that only leaves out begins with
 * all rules.
 *
 * @param ids of the rules that count
 */
public record RuleSelection(SortedSet<String> ids) {

    /** Every rule of the book. */
    public static final RuleSelection ALL = new RuleSelection(every());

    private static final String RANGE = "..";

    /** Copies the ids. */
    public RuleSelection {
        ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    }

    /**
     * The rules that a list names.
     *
     * @throws UnusableCasesException when it names none, or one that the book does not have
     */
    public static RuleSelection parse(String list) {
        List<String> items = items(list);
        SortedSet<String> chosen = items.stream().allMatch(item -> item.startsWith("-")) ? every() : new TreeSet<>();
        for (String item : items) {
            if (item.startsWith("-")) {
                chosen.removeAll(rules(item.substring(1)));
            } else {
                chosen.addAll(rules(item));
            }
        }
        if (chosen.isEmpty()) {
            throw new UnusableCasesException(
                    "the rules \"" + list + "\" are none; expected for example R-01..R-65,-R-42");
        }
        return new RuleSelection(chosen);
    }

    private static List<String> items(String list) {
        List<String> items = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            String item = word.strip();
            boolean isOut = item.startsWith("-");
            String name = isOut ? item.substring(1) : item;
            if (name.startsWith("@")) {
                lines(Path.of(name.substring(1))).forEach(line -> items.add(isOut ? "-" + line : line));
            } else if (!item.isEmpty()) {
                items.add(item);
            }
        }
        return items;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the rules in " + file, failed);
        }
    }

    private static List<String> rules(String item) {
        int range = item.indexOf(RANGE);
        List<String> found = range < 0
                ? every().stream()
                        .filter(id -> id.equals(item) || id.startsWith(item + "-"))
                        .toList()
                : between(item.substring(0, range), item.substring(range + RANGE.length()));
        if (found.isEmpty()) {
            throw new UnusableCasesException(
                    "no rule is called \"" + item + "\"; `vfio-replay explain` lists them all");
        }
        return found;
    }

    private static List<String> between(String first, String last) {
        List<String> all = RuleBook.rules().stream().map(Rule::id).toList();
        int from = all.indexOf(first);
        int to = all.indexOf(last);
        return from < 0 || to < from ? List.of() : all.subList(from, to + 1);
    }

    private static SortedSet<String> every() {
        SortedSet<String> ids = new TreeSet<>();
        RuleBook.rules().forEach(rule -> ids.add(rule.id()));
        return ids;
    }

    /** Whether this rule counts. */
    public boolean has(Rule rule) {
        return ids.contains(rule.id());
    }

    /**
     * Whether a fact is not about a rule that is left out; one that the book does not have any more is not. A demand counts only
     * with all of its rules: the one that meets it may be the one that is left out.
     */
    boolean has(Fact fact) {
        return fact.aspect() != Aspect.FINDINGS
                || Demand.of(fact).map(Demand::rules).orElse(List.of(fact.ruleId())).stream()
                        .allMatch(id -> ids.contains(id) || !ALL.ids.contains(id));
    }
}
