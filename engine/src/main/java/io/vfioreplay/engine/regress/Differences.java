package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.replay.Divergence;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two observations of one case. */
final class Differences {

    private static final String WRONG_ANSWER = "M-12";

    private final Observation expected;
    private final Observation actual;

    private Differences(Observation expected, Observation actual) {
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * All differences, those that matter most first: by aspect, then scope and position. Of digests the first of each scope is
     * told: all behind it differ with it. With the first difference of each scope come the events up to it.
     *
     * @param replay shows events
     */
    static List<Difference> between(Observation expected, Observation actual, CaseReplay replay) {
        return new Differences(expected, actual).all(Optional.of(replay));
    }

    /** The same without events. */
    static List<Difference> between(Observation expected, Observation actual) {
        return new Differences(expected, actual).all(Optional.empty());
    }

    private List<Difference> all(Optional<CaseReplay> replay) {
        List<Difference> found = new ArrayList<>();
        Set<String> digests = new HashSet<>();
        Set<String> shown = new HashSet<>();
        for (Fact fact : facts()) {
            String before = expected.facts().getOrDefault(fact, Difference.NOTHING);
            String now = actual.facts().getOrDefault(fact, Difference.NOTHING);
            boolean isTold = fact.aspect() == Aspect.DIGESTS && digests.contains(fact.scope());
            if (!before.equals(now) && !isTold) {
                if (fact.aspect() == Aspect.DIGESTS) {
                    digests.add(fact.scope());
                }
                boolean showsEvents = fact.position() >= 0 && shown.add(fact.scope());
                found.add(difference(fact, before, now, replay.filter(any -> showsEvents)));
            }
        }
        return found;
    }

    private Difference difference(Fact fact, String before, String now, Optional<CaseReplay> replay) {
        List<Event> events = replay.map(open -> open.eventsUpTo(fact.scope(), fact.position()))
                .orElse(List.of());
        long origin = replay.flatMap(open -> open.find(fact.scope()))
                .map(Timeline::originNanos)
                .orElse(Envelope.NO_TIME);
        Divergence where = new Divergence(fact.position(), fact.label(), before, now, events);
        return new Difference(reason(fact), fact, where, origin);
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
                boolean ofModel = devices && fact.name().startsWith(WRONG_ANSWER);
                yield ofModel ? Reason.MODEL_CHANGED : rules ? Reason.RULES_CHANGED : Reason.DIVERGENCE;
            }
            case RECORDING -> isModel(fact) ? Reason.MODEL_CHANGED : Reason.DIVERGENCE;
            case DIGESTS, STATE -> state ? Reason.MODEL_CHANGED : Reason.DIVERGENCE;
        };
    }

    private boolean isOtherModel() {
        return facts().stream()
                .filter(Differences::isModel)
                .anyMatch(fact ->
                        isReplaced(expected.facts().get(fact), actual.facts().get(fact)));
    }

    /** Whether there is another model; where there is none any more, the recording is another one. */
    private static boolean isReplaced(@Nullable String before, @Nullable String now) {
        return before != null && now != null && !before.equals(now);
    }

    private static boolean isModel(Fact fact) {
        return fact.aspect() == Aspect.RECORDING && fact.name().startsWith("model of ");
    }
}
