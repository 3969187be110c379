package io.vfioreplay.engine.coverage;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.regress.CaseReplay;
import io.vfioreplay.engine.regress.RegressionCase;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.simulate.Fault;
import io.vfioreplay.engine.simulate.Origin;
import io.vfioreplay.engine.simulate.Resemblance;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleKind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What one case exercises.
 *
 * @param name of the case
 * @param isSimulated whether it never happened; otherwise nobody knows which faults it has, only which it looks like
 * @param triggered ids of the rules that are broken in it
 * @param observable ids of the rules of its protocols whose breach it would have shown
 * @param visited transitions, what events say went wrong, and faults
 * @param errors kinds of requests with the errors that they were answered
 */
public record CaseCoverage(
        String name,
        boolean isSimulated,
        SortedSet<String> triggered,
        SortedSet<String> observable,
        SortedSet<Item> visited,
        SortedSet<String> errors) {

    /** Copies the sets. */
    public CaseCoverage {
        triggered = Collections.unmodifiableSortedSet(new TreeSet<>(triggered));
        observable = Collections.unmodifiableSortedSet(new TreeSet<>(observable));
        visited = Collections.unmodifiableSortedSet(new TreeSet<>(visited));
        errors = Collections.unmodifiableSortedSet(new TreeSet<>(errors));
    }

    /**
     * Reads a case.
     *
     * @throws io.vfioreplay.journal.format.JournalException when a journal cannot be read
     * @throws io.vfioreplay.engine.capture.CaptureException when a capture cannot
     */
    public static CaseCoverage of(RegressionCase subject) {
        try (CaseReplay replay = CaseReplay.open(subject)) {
            List<Timeline> timelines = replay.timelines();
            boolean isSimulated = timelines.stream()
                    .anyMatch(timeline -> Origin.of(timeline.header()).isPresent());
            CaseCoverage covered = new CaseCoverage(
                    subject.name(), isSimulated, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
            for (Timeline timeline : timelines) {
                covered = covered.plus(timeline);
            }
            SortedSet<String> broken = covered.triggered;
            return timelines.size() < 2
                    ? covered.similarTo(fault -> Resemblance.of(broken, fault))
                    : covered.plus(timelines);
        }
    }

    private CaseCoverage plus(Timeline timeline) {
        SortedSet<String> broken = new TreeSet<>(triggered);
        SortedSet<String> shown = new TreeSet<>(observable);
        SortedSet<Item> items = new TreeSet<>(visited);
        SortedSet<String> answers = new TreeSet<>(errors);
        Conformance conformance = Conformance.of(timeline);
        conformance.findings().forEach(finding -> broken.add(finding.rule().id()));
        conformance.observable().forEach(rule -> shown.add(rule.id()));
        Walk walk = new Walk(items);
        FaultWatch faults = new FaultWatch(items, answers);
        timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
            walk.accept(envelope, kind, values, payload);
            faults.accept(envelope, kind, values, payload);
        });
        walk.finish();
        Origin.of(timeline.header())
                .flatMap(Origin::fault)
                .ifPresent(fault -> items.add(new Item(Tables.SIMULATED, fault.label())));
        return new CaseCoverage(name, isSimulated, broken, shown, items, answers);
    }

    /** The same with what only both sides together show; about a rule of theirs a case with both could have said something. */
    private CaseCoverage plus(List<Timeline> both) {
        SortedSet<String> broken = new TreeSet<>(triggered);
        SortedSet<String> shown = new TreeSet<>(observable);
        for (Rule rule : Tables.rules()) {
            if (rule.kind() == RuleKind.POSTMORTEM) {
                shown.add(rule.id());
            }
        }
        ModelFindings models = new ModelFindings();
        Evidence from = Evidence.read(both.get(0), Side.SOURCE, Progress.NONE);
        Evidence to = Evidence.read(both.get(1), Side.DESTINATION, Progress.NONE);
        Evidence loaded = models.inDestination(to, both.get(1), from, both.get(0));
        Postmortem postmortem = Examiner.examine(Optional.of(models.inSource(from, both.get(0))), Optional.of(loaded));
        postmortem.findings().forEach(finding -> broken.add(finding.rule().id()));
        return new CaseCoverage(name, isSimulated, broken, shown, visited, errors)
                .similarTo(fault -> Resemblance.of(postmortem, fault));
    }

    /** The same with the faults that it may have; of what was simulated it is known. */
    private CaseCoverage similarTo(Predicate<Fault> isLike) {
        SortedSet<Item> items = new TreeSet<>(visited);
        for (Fault fault : Fault.values()) {
            if (!isSimulated && isLike.test(fault)) {
                items.add(new Item(Tables.SIMILAR, fault.label()));
            }
        }
        return new CaseCoverage(name, isSimulated, triggered, observable, items, errors);
    }

    /** Everything that counts when cases are chosen. */
    SortedSet<Item> items() {
        SortedSet<Item> items = new TreeSet<>(visited);
        triggered.forEach(rule -> items.add(new Item(Tables.RULES, rule)));
        errors.forEach(error -> items.add(new Item("errors", error)));
        return items;
    }
}
