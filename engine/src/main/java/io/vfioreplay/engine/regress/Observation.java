package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.hardware.rule.Severity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All that the replay of one case says, as a text for each fact: what is compared, and what an expectation keeps. Immutable.
 *
 * @param model the version of the observed state's model, see {@link ObservedHost#VERSION}
 * @param rules the version of the rules, see {@link RuleBook#version()}
 * @param facts in their order
 */
public record Observation(String model, String rules, SortedMap<Fact, String> facts) {

    /** Copies the facts. */
    public Observation {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** What this program says. */
    static Observation now(SortedMap<Fact, String> facts) {
        return new Observation(ObservedHost.VERSION, RuleBook.version(), facts);
    }

    /** The value of what is said about the migration, for example its {@code verdict}; empty for a single recording. */
    public Optional<String> ofMigration(String name) {
        return Optional.ofNullable(facts.get(Fact.of(Fact.MIGRATION, Aspect.VERDICT, name)));
    }

    /** The value of a fact, or {@link Difference#NOTHING}. */
    String at(Fact fact) {
        return facts.getOrDefault(fact, Difference.NOTHING);
    }

    /** How many facts of this aspect there are. */
    public long count(Aspect aspect) {
        return facts.keySet().stream().filter(fact -> fact.aspect() == aspect).count();
    }

    /** The same with another end of the migration. */
    public Observation withEnd(Verdict verdict, Blame blame) {
        SortedMap<Fact, String> changed = new TreeMap<>(facts);
        changed.put(Fact.of(Fact.MIGRATION, Aspect.VERDICT, MigrationFacts.VERDICT), verdict.label());
        changed.put(Fact.of(Fact.MIGRATION, Aspect.VERDICT, MigrationFacts.BLAME), blame.label());
        return new Observation(model, rules, changed);
    }

    /** The same with the demand that one of these rules is found broken, unless one is, or there are none. */
    public Observation withOneOf(List<String> ids) {
        Demand demand = new Demand(ids);
        if (ids.isEmpty() || demand.isMetBy(this)) {
            return this;
        }
        SortedMap<Fact, String> changed = new TreeMap<>(facts);
        changed.put(demand.fact(), Demand.VALUE);
        return new Observation(model, rules, changed);
    }

    /** The same without breaches of severity error and answers that a model contradicts. */
    public Observation withoutComplaints() {
        return where(fact -> fact.aspect() != Aspect.FINDINGS
                || !(facts.getOrDefault(fact, "").contains(Severity.ERROR.label())
                        || fact.ruleId().equals(MigrationFacts.WRONG_ANSWER)));
    }

    /** The same without the demands that another one meets. */
    Observation withoutDemandsMetBy(Observation other) {
        return where(
                fact -> Demand.of(fact).map(demand -> !demand.isMetBy(other)).orElse(true));
    }

    /** The same without the facts that a run does not look at. */
    Observation where(Predicate<Fact> wanted) {
        SortedMap<Fact, String> kept = new TreeMap<>();
        for (Map.Entry<Fact, String> entry : facts.entrySet()) {
            if (wanted.test(entry.getKey())) {
                kept.put(entry.getKey(), entry.getValue());
            }
        }
        return new Observation(model, rules, kept);
    }
}
