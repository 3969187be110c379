package io.vfioreplay.engine.regress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What differs between two observations of one case. */
final class Differences {

    private final Observation expected;
    private final Observation actual;
    private final Function<Fact, Passage> passages;

    private Differences(Observation expected, Observation actual, Function<Fact, Passage> passages) {
        this.expected = expected;
        this.actual = actual;
        this.passages = passages;
    }

    /**
     * All differences, those that matter most first: by aspect, then scope and position. Of digests the first of each scope is
     * told: all behind it differ with it.
     *
     * @param replay shows the events that explain them
     */
    static List<Difference> between(Observation expected, Observation actual, CaseReplay replay) {
        return new Differences(expected, actual, new Passages(expected, actual, replay)::of).all();
    }

    /** The same of two replays that had to agree. */
    static List<Difference> betweenReplays(Observation first, Observation second, CaseReplay replay) {
        return between(first, second, replay).stream()
                .map(difference -> difference.because(Reason.FLAKY))
                .toList();
    }

    /** The same without events. */
    static List<Difference> between(Observation expected, Observation actual) {
        return new Differences(expected, actual, fact -> Passage.none(fact.scope())).all();
    }

    private List<Difference> all() {
        List<Difference> found = new ArrayList<>();
        Set<String> digests = new HashSet<>();
        for (Fact fact : facts()) {
            String before = expected.at(fact);
            String now = actual.at(fact);
            if (!before.equals(now) && (fact.aspect() != Aspect.DIGESTS || digests.add(fact.scope()))) {
                found.add(new Difference(reason(fact), fact, before, now, passages.apply(fact)));
            }
        }
        return found;
    }

    private SortedSet<Fact> facts() {
        SortedSet<Fact> facts =
                new TreeSet<>(Comparator.comparing(Fact::aspect).thenComparing(Comparator.naturalOrder()));
        facts.addAll(expected.facts().keySet());
        facts.addAll(actual.facts().keySet());
        return facts;
    }

    private Reason reason(Fact fact) {
        boolean rules = !expected.rules().equals(actual.rules());
        boolean state = !expected.model().equals(actual.model());
        boolean devices = isOtherModel();
        return switch (fact.aspect()) {
            case VERDICT, CAUSE, STREAM ->
                rules ? Reason.RULES_CHANGED : devices ? Reason.MODEL_CHANGED : Reason.DIVERGENCE;
            case FINDINGS -> {
                boolean ofModel = devices && fact.ruleId().equals(MigrationFacts.WRONG_ANSWER);
                yield ofModel ? Reason.MODEL_CHANGED : rules ? Reason.RULES_CHANGED : Reason.DIVERGENCE;
            }
            case RECORDING -> RecordingFacts.isModel(fact) ? Reason.MODEL_CHANGED : Reason.DIVERGENCE;
            case DIGESTS, STATE -> state ? Reason.MODEL_CHANGED : Reason.DIVERGENCE;
        };
    }

    private boolean isOtherModel() {
        return facts().stream()
                .filter(RecordingFacts::isModel)
                .anyMatch(fact ->
                        isReplaced(expected.facts().get(fact), actual.facts().get(fact)));
    }

    /** Whether there is another model; where there is none any more, the recording is another one. */
    private static boolean isReplaced(@Nullable String before, @Nullable String now) {
        return before != null && now != null && !before.equals(now);
    }
}
