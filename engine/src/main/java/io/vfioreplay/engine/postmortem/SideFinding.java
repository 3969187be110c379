package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.hardware.rule.Severity;

/**
 * A breach of a rule on one side.
 *
 * @param rule the rule
 * @param severity that of the rule, or a note where it lies outside of the attempt that was judged
 * @param side whose recording shows it
 * @param position of the event that shows it
 * @param message what was seen and what was expected
 */
public record SideFinding(Rule rule, Severity severity, Side side, long position, String message) {

    /** What the rules found in the recording of one side. */
    public static SideFinding of(Side side, Finding finding) {
        return new SideFinding(finding.rule(), finding.severity(), side, finding.position(), finding.message());
    }

    static SideFinding of(String rule, Side side, long position, String message) {
        Rule found = RuleBook.rule(rule);
        return new SideFinding(found, found.severity(), side, position, message);
    }

    /** This finding as one of the other side, which counts only within the attempt that is judged. */
    SideFinding on(Side truly, boolean counts) {
        return new SideFinding(rule, counts ? severity : Severity.NOTE, truly, position, message);
    }

    /** Whether it changes an exit code. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
