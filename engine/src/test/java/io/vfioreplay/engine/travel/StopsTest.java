package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.Matcher;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.travel.BruteForce.Step;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.journal.DamagePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next and the previous stop, compared with going event by event. */
final class StopsTest {

    private static final int EVENTS = 1500;
    private static final String RARE = "kind == vmmExited and errno != OK and device == 1";

    @TempDir
    private Path temp;

    private Timeline timeline;

    @BeforeEach
    void openJournal() {
        Path journal = ChangingJournal.write(temp.resolve("j.vfj"), 77, EVENTS);
        timeline = Timeline.open(journal, DamagePolicy.STRICT);
    }

    @AfterEach
    void closeJournal() {
        timeline.close();
    }

    @Test
    void nextAndPrevious_stopWhereGoingEventByEventWouldWithAndWithoutAnIndex() {
        List<Step> steps = BruteForce.steps(timeline);
        Stops stops = new Stops(100); // Most searches take more than one stretch.
        stops.addBreak(RARE);
        stops.addWatch(FieldPattern.parse("device0/interrupts/**", FieldPattern.EVERY_DEVICE));
        stops.addWatch(FieldPattern.parse("device1/state == STOP_COPY", FieldPattern.EVERY_DEVICE));
        NavigableMap<Long, Set<Integer>> expected = expected(steps);
        Random random = new Random(5);
        Changes plain = new Changes(timeline, Optional.empty());
        Changes indexed = new Changes(timeline, Optional.of(new ExactIndex(timeline, 200)));
        for (int i = 0; i < 40; i++) {
            long here = random.nextInt(EVENTS + 1) - 1L;
            Changes changes = i % 4 == 0 ? plain : indexed;
            check(
                    stops.next(changes, here, EVENTS - 1L, Progress.NONE),
                    expected,
                    expected.higherKey(here),
                    EVENTS - 1L);
            check(stops.previous(changes, here, Progress.NONE), expected, expected.lowerKey(here), -1);
        }
    }

    private static void check(StopHit hit, NavigableMap<Long, Set<Integer>> expected, @Nullable Long at, long end) {
        assertThat(hit.position()).isEqualTo(at == null ? end : at);
        assertThat(hit.isEnd()).isEqualTo(at == null);
        if (at != null) {
            assertThat(hit.fired()).extracting(Stop::number).containsExactlyElementsOf(expected.get(at));
        }
    }

    private static NavigableMap<Long, Set<Integer>> expected(List<Step> steps) {
        NavigableMap<Long, Set<Integer>> expected = new TreeMap<>();
        Matcher matcher = Filter.parse(RARE).matcher(0);
        for (Step step : steps) {
            long position = step.event().stamp().position();
            long[] values = new long[EventKind.FIELDS_MAX];
            for (int i = 0; i < step.event().values().size(); i++) {
                values[i] = step.event().values().get(i);
            }
            if (matcher.matches(
                    step.event().stamp(),
                    step.event().kind(),
                    values,
                    step.event().payload())) {
                expected.computeIfAbsent(position, any -> new TreeSet<>()).add(1);
            }
            for (Change change : step.changes()) {
                if (change.path().startsWith("device0/interrupts/")) {
                    expected.computeIfAbsent(position, any -> new TreeSet<>()).add(2);
                }
                if (change.path().equals("device1/state") && change.after().equals(Optional.of("STOP_COPY"))) {
                    expected.computeIfAbsent(position, any -> new TreeSet<>()).add(3);
                }
            }
        }
        return expected;
    }

    @Test
    void next_passesAsManyHitsAsAreToBeIgnoredAndCountsAll() {
        Changes changes = new Changes(timeline, Optional.empty());
        Stops stops = new Stops();
        stops.addBreak("record in {10..20}");
        stops.ignore(1, 3);
        assertThat(stops.next(changes, -1, EVENTS - 1L, Progress.NONE).position())
                .isEqualTo(12);
        assertThat(stops.all().get(0).hits()).isEqualTo(4);
        assertThat(stops.next(changes, 12, EVENTS - 1L, Progress.NONE).position())
                .isEqualTo(13);
    }

    @Test
    void next_passesADisabledStopAndADeletedOne() {
        Changes changes = new Changes(timeline, Optional.empty());
        Stops stops = new Stops();
        stops.addBreak("record == 10");
        stops.addBreak("record == 20");
        stops.addBreak("record == 30");
        stops.enable(1, false);
        stops.delete(2);
        assertThat(stops.next(changes, -1, EVENTS - 1L, Progress.NONE).position())
                .isEqualTo(29);
        assertThatThrownBy(() -> stops.enable(2, true))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("[1, 3]");
        assertThat(stops.addBreak("record == 40").number()).isEqualTo(4);
    }

    @Test
    void next_leavesTheHitsAsTheyWereWhenItIsStopped() {
        Changes changes = new Changes(timeline, Optional.empty());
        Stops stops = new Stops();
        stops.addBreak("record in {10..20}");
        stops.ignore(1, 100);
        int[] asked = {0};
        Progress progress = SearchStoppedException.when(() -> ++asked[0] > 10, Progress.NONE);
        assertThatThrownBy(() -> stops.next(changes, -1, EVENTS - 1L, progress))
                .isInstanceOf(SearchStoppedException.class);
        assertThat(stops.all().get(0).hits()).isZero();
        assertThat(stops.all().get(0).ignored()).isEqualTo(100);
    }
}
