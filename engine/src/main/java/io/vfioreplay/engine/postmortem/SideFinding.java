package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.hardware.rule.Severity;

/**
 * A breach of a rule on one side.
 *
 * @param rule the rule
 * @param side whose recording shows it
 * @param position of the event that shows it
 * @param message what was seen and what was expected
 */
public record SideFinding(Rule rule, Side side, long position, String message) {

    /** What the rules found in the recording of one side. */
    public static SideFinding of(Side side, Finding finding) {
        return new SideFinding(finding.rule(), side, finding.position(), finding.message());
    }

    static SideFinding of(String rule, Side side, long position, String message) {
        return new SideFinding(RuleBook.rule(rule), side, position, message);
    }

    /** How much it matters. */
    public Severity severity() {
        return rule.severity();
    }

    /** Whether it changes an exit code. */
    public boolean isError() {
        return severity() == Severity.ERROR;
    }
}
