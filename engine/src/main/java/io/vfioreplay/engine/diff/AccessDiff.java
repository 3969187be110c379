package io.vfioreplay.engine.diff;

import io.vfioreplay.engine.diff.Access.Window;
import io.vfioreplay.engine.diff.AccessAligner.Parting;
import io.vfioreplay.hardware.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two independent recordings of the same register accesses, access by access: direction, offset, width, and the value where
 * both saw it. Times, positions and the numbers of devices and regions do not count, nor do a constant difference between
 * offsets and an order that differs by less than {@value AccessAligner#WINDOW_ACCESSES} accesses.
 *
 * <p>Config space is not compared. Each run is read twice; memory does not grow with them.
 *
 * @param accessesA accesses of the first run
 * @param accessesB accesses of the second run
 * @param counts how they came out
 * @param windows what is compared with what, in the order of the first run
 * @param first the first disagreement, empty when all agree
 */
public record AccessDiff(
        long accessesA, long accessesB, Counts counts, List<WindowPair> windows, Optional<First> first) {

    /** Throws {@link IllegalStateException} when an access was not accounted for exactly once. */
    public AccessDiff {
        windows = List.copyOf(windows);
        long both = counts.agreeing + counts.differing;
        if (both + counts.onlyA != accessesA || both + counts.onlyB != accessesB) {
            throw new IllegalStateException("%d and %d accesses, but %s".formatted(accessesA, accessesB, counts));
        }
    }

    /**
     * How the accesses came out.
     *
     * @param agreeing pairs that agree
     * @param outOfOrder those of them that the two sides tell in a different order
     * @param differing pairs at the same place that differ in nothing but their value
     * @param onlyA accesses that only the first run has
     * @param onlyB accesses that only the second run has
     * @param valuesUnseen agreeing pairs of which a side did not see the value
     */
    public record Counts(long agreeing, long outOfOrder, long differing, long onlyA, long onlyB, long valuesUnseen) {}

    /**
     * A region of one run that is one of the other.
     *
     * @param deviceA index of the device in the first run
     * @param regionA its region there
     * @param deviceB index of the device in the second run
     * @param regionB its region there
     * @param base what is added to an offset of the first run to get that of the second
     */
    public record WindowPair(int deviceA, int regionA, int deviceB, int regionB, long base) {}

    /**
     * Where the runs part.
     *
     * @param a the event of the first run there, empty when it is over
     * @param b the event of the second run there, empty when it is over
     */
    public record First(Optional<Event> a, Optional<Event> b) {}

    /** Whether anything disagrees; another order alone does not. */
    public boolean differs() {
        return counts.differing + counts.onlyA + counts.onlyB > 0;
    }

    /** Whether there was anything to compare. */
    public boolean isEmpty() {
        return accessesA + accessesB == 0;
    }

    /** A run of which only one device is looked at, to compare two devices of one journal. */
    public static EventSource ofDevice(EventSource run, int device) {
        return (from, to, sink) -> run.replay(from, to, (envelope, kind, values, payload) -> {
            if (envelope.device() == device) {
                sink.accept(envelope, kind, values, payload);
            }
        });
    }

    /** Compares the accesses of two runs. */
    public static AccessDiff between(EventSource a, EventSource b) {
        AccessSurvey surveyA = AccessSurvey.of(a);
        AccessSurvey surveyB = AccessSurvey.of(b);
        Map<Window, WindowPair> pairs = AccessWindows.between(surveyA, surveyB);
        Map<Window, WindowPair> pairsOfB = new HashMap<>();
        pairs.values().forEach(pair -> pairsOfB.put(new Window(pair.deviceB, pair.regionB), pair));
        AccessReader readerA = new AccessReader(a, surveyA.endPosition(), access -> {
            WindowPair pair = pairs.get(access.window());
            return pair == null ? unpaired(access, surveyA) : inB(access, pair);
        });
        AccessReader readerB = new AccessReader(
                b,
                surveyB.endPosition(),
                access -> pairsOfB.containsKey(access.window()) ? access : unpaired(access, surveyB));
        AccessAligner aligner = new AccessAligner(readerA, readerB);
        Counts aligned = aligner.run();
        Counts counts = new Counts(
                aligned.agreeing,
                aligned.outOfOrder,
                aligned.differing,
                aligned.onlyA + surveyA.count() - readerA.takenTotal(),
                aligned.onlyB + surveyB.count() - readerB.takenTotal(),
                aligned.valuesUnseen);
        Parting parting = aligner.first();
        if (parting == null
                && (readerA.firstSkipped().isPresent() || readerB.firstSkipped().isPresent())) {
            parting = new Parting(
                    0,
                    readerA.firstSkipped().orElse(null),
                    readerB.firstSkipped().orElse(null));
        }
        Optional<First> first = parting == null
                ? Optional.empty()
                : Optional.of(new First(event(a, parting.a()), event(b, parting.b())));
        return new AccessDiff(surveyA.count(), surveyB.count(), counts, List.copyOf(pairs.values()), first);
    }

    /** Windows beyond those that were surveyed keep their numbers; any other without a counterpart is not compared. */
    private static @Nullable Access unpaired(Access access, AccessSurvey survey) {
        return survey.isSurveyed(access.window()) ? null : access;
    }

    private static Access inB(Access access, WindowPair pair) {
        return access.in(new Window(pair.deviceB, pair.regionB), pair.base);
    }

    private static Optional<Event> event(EventSource source, @Nullable Access access) {
        if (access == null) {
            return Optional.empty();
        }
        @Nullable Event[] found = new @Nullable Event[1];
        source.replay(
                access.position(),
                access.position() + 1,
                (envelope, kind, values, payload) -> found[0] = Event.copyOf(envelope, kind, values, payload));
        return Optional.ofNullable(found[0]);
    }
}
