package io.vfioreplay.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.query.Sequence.Relation;
import io.vfioreplay.engine.query.Sequence.Unit;
import io.vfioreplay.engine.query.Sequence.Window;
import io.vfioreplay.engine.query.SequenceMatch.End;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Oracle: for each A, look at every event behind it, as the definition in {@link Sequence} says.
 *
 * <p>Invariants checked: the matcher finds the same, in whatever order of times, with events without time and events that are A and B.
 * Areas not verified here: reading of the language, phases.
 */
final class SequenceMatcherTest {

    private static final int JOURNALS = 400;
    private static final int EVENTS_MAX = 60;

    /** vector 1: A, 2: B, 3: both, 0: neither. */
    private static final Filter FIRST = Filter.parse("vector in {1, 3}");

    private static final Filter SECOND = Filter.parse("vector in {2, 3}");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void accept_findsWhatTheDefinitionSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < JOURNALS; i++) {
            List<Event> journal = journal(random);
            for (Sequence sequence : sequences(random)) {
                List<SequenceMatch> found = new ArrayList<>();
                SequenceMatcher matcher = sequence.matcher(0, found::add);
                journal.forEach(event -> event.sendTo(matcher));
                matcher.end();
                found.sort(Comparator.comparingLong(SequenceMatch::first));
                assertThat(found)
                        .as("seed %d, journal %d, %s", seed, i, sequence)
                        .isEqualTo(byDefinition(sequence, journal));
            }
        }
    }

    @Test
    void accept_countsWhatItCannotDecide() {
        Sequence sequence = (Sequence) Query.parse("vector == 1 not followed by vector == 2 within 1ms");
        List<SequenceMatch> found = new ArrayList<>();
        SequenceMatcher matcher = sequence.matcher(0, found::add);
        event(0, Envelope.NO_TIME, 0, 1).sendTo(matcher);
        matcher.end();
        assertThat(found).isEmpty();
        assertThat(matcher.undecided()).isEqualTo(1);
    }

    @Test
    void accept_followsNoMoreThanItsBoundAndSaysSo() {
        Sequence sequence = (Sequence) Query.parse("vector == 1 followed by vector == 2");
        List<SequenceMatch> found = new ArrayList<>();
        SequenceMatcher matcher = sequence.matcher(0, found::add);
        int beyond = 5;
        int last = Waiting.COUNT_MAX + beyond;
        for (int i = 0; i < last; i++) {
            event(i, i, 0, 1).sendTo(matcher);
        }
        event(last, last, 0, 2).sendTo(matcher);
        assertThat(found).hasSize(Waiting.COUNT_MAX);
        assertThat(matcher.passedOver()).isEqualTo(beyond);
    }

    @Test
    void accept_keepsOnFollowingWhenWindowsPassForLong() {
        Sequence sequence =
                (Sequence) Query.parse("vector == 1 not followed by vector == 2 within 3 events on the same device");
        long[] found = {0};
        SequenceMatcher matcher = sequence.matcher(0, match -> found[0]++);
        int events = 5 * Waiting.COUNT_MAX;
        for (int i = 0; i < events; i++) {
            event(i, i, i % 5_000, 1).sendTo(matcher);
        }
        matcher.end();
        assertThat(found[0]).isEqualTo(events);
        assertThat(matcher.passedOver()).isZero();
    }

    private static List<SequenceMatch> byDefinition(Sequence sequence, List<Event> journal) {
        List<SequenceMatch> matches = new ArrayList<>();
        for (int a = 0; a < journal.size(); a++) {
            if (isFirst(journal.get(a))) {
                byDefinition(sequence, journal, a).ifPresent(matches::add);
            }
        }
        return matches;
    }

    private static Optional<SequenceMatch> byDefinition(Sequence sequence, List<Event> journal, int a) {
        Event first = journal.get(a);
        boolean isTime = sequence.within().filter(w -> w.unit() == Unit.NANOS).isPresent();
        if (isTime && !isTimed(first)) {
            return Optional.empty();
        }
        for (int at = a + 1; at < journal.size(); at++) {
            Event event = journal.get(at);
            if (isBeyond(sequence, first, event)) {
                return absence(sequence, a, End.WINDOW);
            }
            boolean isSameLane = !sequence.onSameDevice()
                    || event.stamp().device() == first.stamp().device();
            if (isSameLane && isSecond(event) && (!isTime || isTimed(event))) {
                long nanos = isTimed(first) && isTimed(event)
                        ? event.stamp().timeNanos() - first.stamp().timeNanos()
                        : SequenceMatch.NO_DISTANCE;
                return sequence.relation() == Relation.FOLLOWED_BY
                        ? Optional.of(new SequenceMatch(a, at, nanos, End.SECOND))
                        : Optional.empty();
            }
            if (isSameLane && isFirst(event) && sequence.relation() == Relation.WITHOUT) {
                return absence(sequence, a, End.NEXT);
            }
        }
        return absence(sequence, a, End.JOURNAL);
    }

    private static Optional<SequenceMatch> absence(Sequence sequence, int a, End end) {
        return sequence.relation() == Relation.FOLLOWED_BY
                ? Optional.empty()
                : Optional.of(new SequenceMatch(a, Envelope.NO_POSITION, SequenceMatch.NO_DISTANCE, end));
    }

    private static boolean isBeyond(Sequence sequence, Event first, Event event) {
        if (sequence.within().isEmpty()) {
            return false;
        }
        Window window = sequence.within().get();
        return window.unit() == Unit.EVENTS
                ? event.stamp().position() - first.stamp().position() > window.limit()
                : isTimed(event) && event.stamp().timeNanos() - first.stamp().timeNanos() > window.limit();
    }

    private static boolean isTimed(Event event) {
        return event.stamp().timeNanos() != Envelope.NO_TIME;
    }

    private static boolean isFirst(Event event) {
        return (event.values().get(1) & 1) != 0;
    }

    private static boolean isSecond(Event event) {
        return (event.values().get(1) & 2) != 0;
    }

    private static List<Sequence> sequences(SplittableRandom random) {
        List<Sequence> sequences = new ArrayList<>();
        for (boolean onSameDevice : new boolean[] {false, true}) {
            sequences.add(new Sequence(FIRST, Relation.WITHOUT, SECOND, Optional.empty(), onSameDevice));
            for (Relation relation : List.of(Relation.FOLLOWED_BY, Relation.NOT_FOLLOWED_BY)) {
                Window events = new Window(Unit.EVENTS, random.nextInt(12));
                Window nanos = new Window(Unit.NANOS, random.nextInt(30));
                for (Optional<Window> window : List.of(
                        Optional.<Window>empty(),
                        Optional.of(events),
                        Optional.of(nanos),
                        Optional.of(new Window(Unit.NANOS, Long.MAX_VALUE)))) {
                    sequences.add(new Sequence(FIRST, relation, SECOND, window, onSameDevice));
                }
            }
        }
        return sequences;
    }

    private static List<Event> journal(SplittableRandom random) {
        List<Event> journal = new ArrayList<>();
        int rare = 1 + random.nextInt(6);
        long time = 100;
        int events = random.nextInt(EVENTS_MAX);
        for (int i = 0; i < events; i++) {
            time += random.nextInt(10) - (random.nextInt(5) == 0 ? 30 : 0);
            int what = random.nextInt(rare) == 0 ? random.nextInt(4) : 0;
            journal.add(event(i, random.nextInt(8) == 0 ? Envelope.NO_TIME : time, random.nextInt(4) - 1, what));
        }
        return journal;
    }

    private static Event event(long position, long time, int device, int what) {
        Stamp stamp = new Stamp(position, time, Envelope.NO_DURATION, device, 0, Envelope.NO_RECORD, Envelope.OK);
        return new Event(stamp, EventKind.INTERRUPT_RAISED, List.of(0L, (long) what), Payload.empty());
    }
}
