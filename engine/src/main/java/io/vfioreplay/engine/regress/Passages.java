package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.replay.Divergence;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Chooses for each fact that differs the event that explains it best, and reads the events up to there.
 *
 * <table>
 * <caption>The event of a fact</caption>
 * <tr><td>a finding, the decisive event, a digest</td><td>the one at its position</td></tr>
 * <tr><td>verdict, blame, the place where the streams part</td><td>the decisive one that was expected, else the one that is
 * found</td></tr>
 * <tr><td>how many bytes were saved or loaded</td><td>the last one that moved some</td></tr>
 * <tr><td>the model of a device</td><td>the first one of the device</td></tr>
 * <tr><td>a value of the state</td><td>the one of the first digest that differs</td></tr>
 * </table>
 *
 * <p>Where there is none, and behind the end, it is the last event of the recording. Each passage is read once. One thread.
 */
final class Passages {

    private static final Set<EventKind> SAVED =
            EnumSet.of(EventKind.MIGRATION_DATA_READ, EventKind.MIGRATION_WINDOW_READ);
    private static final Set<EventKind> LOADED =
            EnumSet.of(EventKind.MIGRATION_DATA_WRITTEN, EventKind.MIGRATION_WINDOW_WRITTEN);
    private static final Set<String> AT_SOURCE = Set.of(Blame.SAVE.label(), Blame.SOURCE_DEVICE.label());

    private final Observation expected;
    private final Observation actual;
    private final CaseReplay replay;
    private final Map<String, Map<Long, Passage>> read = new HashMap<>();

    Passages(Observation expected, Observation actual, CaseReplay replay) {
        this.expected = expected;
        this.actual = actual;
        this.replay = replay;
    }

    /** The passage for a fact. */
    Passage of(Fact fact) {
        if (fact.position() >= 0) {
            return upTo(fact.scope(), fact.position());
        }
        return switch (fact.aspect()) {
            case VERDICT, CAUSE -> ofVerdict();
            case STREAM -> ofStream(fact.name());
            case STATE -> upTo(fact.scope(), firstDigest(fact.scope()));
            case RECORDING -> upTo(fact.scope(), firstOfDevice(fact));
            case FINDINGS, DIGESTS ->
                fact.scope().equals(Fact.MIGRATION) ? ofVerdict() : upTo(fact.scope(), Long.MAX_VALUE);
        };
    }

    private Passage ofVerdict() {
        return cause(expected)
                .or(() -> cause(actual))
                .map(cause -> upTo(cause.scope(), cause.position()))
                .orElseGet(() -> upTo(isAboutSource() ? Fact.SOURCE : Fact.DESTINATION, Long.MAX_VALUE));
    }

    private static Optional<Fact> cause(Observation seen) {
        return seen.facts().keySet().stream()
                .filter(fact -> fact.aspect() == Aspect.CAUSE && fact.position() >= 0)
                .findFirst();
    }

    /** Without a decisive event the blame says where to look; a migration ends at its destination. */
    private boolean isAboutSource() {
        return Stream.of(expected, actual)
                .flatMap(seen -> seen.ofMigration(MigrationFacts.BLAME).stream())
                .anyMatch(AT_SOURCE::contains);
    }

    private Passage ofStream(String name) {
        return switch (name) {
            case MigrationFacts.SAVED_BYTES -> upTo(Fact.SOURCE, lastOf(Fact.SOURCE, SAVED));
            case MigrationFacts.LOADED_BYTES -> upTo(Fact.DESTINATION, lastOf(Fact.DESTINATION, LOADED));
            default -> ofVerdict();
        };
    }

    private long lastOf(String scope, Set<EventKind> kinds) {
        long[] last = {Long.MAX_VALUE};
        replay.find(scope)
                .ifPresent(timeline -> timeline.replay(Range.ALL, Progress.NONE, (e, kind, values, p) -> {
                    if (kinds.contains(kind)) {
                        last[0] = e.position();
                    }
                }));
        return last[0];
    }

    private long firstDigest(String scope) {
        return Stream.of(expected, actual)
                .flatMap(seen -> seen.facts().keySet().stream())
                .filter(fact -> fact.aspect() == Aspect.DIGESTS && fact.scope().equals(scope))
                .filter(fact -> !expected.at(fact).equals(actual.at(fact)))
                .mapToLong(Fact::position)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private long firstOfDevice(Fact fact) {
        long[] first = {Long.MAX_VALUE};
        if (RecordingFacts.isModel(fact)) {
            replay.find(fact.scope())
                    .ifPresent(timeline -> timeline.replay(Range.ALL, Progress.NONE, (e, kind, values, p) -> {
                        if (first[0] == Long.MAX_VALUE
                                && RecordingFacts.modelOf(e.device()).equals(fact.name())) {
                            first[0] = e.position();
                        }
                    }));
        }
        return first[0];
    }

    /** The events up to a position, or up to the end where that is before. */
    private Passage upTo(String scope, long position) {
        Optional<Timeline> timeline = replay.find(scope).filter(open -> open.eventCount() > 0);
        if (timeline.isEmpty()) {
            return Passage.none(scope);
        }
        long last = Math.min(position, timeline.get().eventCount() - 1);
        return read.computeIfAbsent(scope, none -> new HashMap<>())
                .computeIfAbsent(last, at -> read(scope, timeline.get(), at));
    }

    private static Passage read(String scope, Timeline timeline, long last) {
        return new Passage(scope, last, Divergence.eventsUpTo(timeline, last), timeline.originNanos());
    }
}
