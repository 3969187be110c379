package io.vfioreplay.engine.regress;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * That at least one of some rules has to be found broken, wherever; what is known of a migration before anybody looks at it. An
 * expectation has it as a finding of the migration: {@code "M-01 or M-09" : "at least one"}.
 *
 * @param rules ids
 */
record Demand(List<String> rules) {

    static final String VALUE = "at least one";

    private static final String OR = " or ";

    /** Copies the list. */
    Demand {
        rules = List.copyOf(rules);
    }

    /** The demand that a fact is, or empty. */
    static Optional<Demand> of(Fact fact) {
        boolean isOne = fact.scope().equals(Fact.MIGRATION) && fact.aspect() == Aspect.FINDINGS;
        return isOne ? Optional.of(new Demand(Arrays.asList(fact.name().split(OR, -1)))) : Optional.empty();
    }

    /** As it stands in an expectation. */
    Fact fact() {
        return Fact.of(Fact.MIGRATION, Aspect.FINDINGS, String.join(OR, rules));
    }

    /** Whether one of the rules is a finding, or what the decisive event breaks. */
    boolean isMetBy(Observation said) {
        return said.facts().entrySet().stream().anyMatch(entry -> {
            Fact fact = entry.getKey();
            return (fact.aspect() == Aspect.FINDINGS && of(fact).isEmpty() && rules.contains(fact.ruleId()))
                    || (fact.aspect() == Aspect.CAUSE && rules.contains(entry.getValue()));
        });
    }
}
