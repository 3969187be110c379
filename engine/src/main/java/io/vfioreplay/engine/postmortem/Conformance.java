package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.hardware.rule.RuleKind;
import io.vfioreplay.hardware.rule.Severity;
import io.vfioreplay.hardware.rule.Visibility;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How one recording, by itself, stands to the rules: what breaks them, what would have been seen, what never could. The same
 * recording gives the same answer.
 *
 * @param findings in the order in which they were found, those of contradicting witnesses last
 * @param suppressed how many more there were of rules that were broken very often
 * @param observable the rules of its protocols that are checked while reading, and whose breach it would have shown
 * @param notObservable the rules of its protocols that it cannot show to be kept or broken
 * @param witnesses how far the witnesses of one device agree
 */
public record Conformance(
        List<Finding> findings,
        long suppressed,
        List<Rule> observable,
        List<Rule> notObservable,
        List<Agreement> witnesses) {

    /** Copies the lists. */
    public Conformance {
        findings = List.copyOf(findings);
        observable = List.copyOf(observable);
        notObservable = List.copyOf(notObservable);
        witnesses = List.copyOf(witnesses);
    }

    /**
     * Checks a recording, reading it once for the rules and once for its witnesses.
     *
     * @throws io.vfioreplay.journal.format.CorruptJournalException at damage, unless the timeline skips it
     */
    public static Conformance of(Timeline timeline) {
        List<Finding> findings = new ArrayList<>();
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        HostRules checker = new HostRules(timeline, findings::add);
        timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
            checker.accept(envelope, kind, values, payload);
            if (kind == EventKind.DEVICE_OPENED) {
                Protocol.ofCode(values[0]).ifPresent(protocols::add);
            }
        });
        checker.finish();
        List<Agreement> witnesses = Agreement.of(timeline).stream()
                .filter(agreement -> !agreement.isEmpty())
                .toList();
        witnesses.forEach(agreement -> agreement.finding().ifPresent(findings::add));
        Set<Visibility> visible = timeline.header().visible();
        return new Conformance(
                findings,
                checker.suppressedFindings(),
                RuleBook.observableWith(visible).stream()
                        .filter(rule -> rule.kind() == RuleKind.CHECKED && binds(rule, protocols))
                        .toList(),
                RuleBook.notObservableWith(visible).stream()
                        .filter(rule -> rule.kind() != RuleKind.POSTMORTEM && binds(rule, protocols))
                        .toList(),
                witnesses);
    }

    /** Whether a rule is one of these protocols; while none was seen, every rule may be. */
    private static boolean binds(Rule rule, Set<Protocol> protocols) {
        return protocols.isEmpty() || protocols.stream().anyMatch(protocol -> RuleBook.binds(rule, protocol));
    }

    /** Whether a rule of severity error is broken. */
    public boolean hasError() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
