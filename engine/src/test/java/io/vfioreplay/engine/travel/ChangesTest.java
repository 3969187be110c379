package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.Indexer;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.travel.BruteForce.Step;
import io.vfioreplay.journal.DamagePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every answer is compared with that of somebody who builds the whole tree behind every event: without an index, with one that is as
 * narrow as can be, and with the one that is kept beside journals.
 */
final class ChangesTest {

    private static final int EVENTS = 1200;
    private static final int PLACES = 10;

    @TempDir
    private Path temp;

    /** Patterns, and the same as regular expressions of paths. */
    private static final Map<String, String> PATTERNS = new LinkedHashMap<>();

    static {
        PATTERNS.put("device0/state", "device0/state");
        PATTERNS.put("state", "device\\d+/state");
        PATTERNS.put("device*/open", "device\\d+/open");
        PATTERNS.put("device1/stream/saved/**", "device1/stream/saved/.*");
        PATTERNS.put("stream/loaded/bytes", "device\\d+/stream/loaded/bytes");
        PATTERNS.put("device0/mappings/*", "device0/mappings/[^/]*");
        PATTERNS.put("device*/mappings/count", "device\\d+/mappings/count");
        PATTERNS.put("dirty/**", "device\\d+/dirty/.*");
        PATTERNS.put("device2/dma/read/*", "device2/dma/read/[^/]*");
        PATTERNS.put("interrupts/**", "device\\d+/interrupts/.*");
        PATTERNS.put("device0/feature/*", "device0/feature/[^/]*");
        PATTERNS.put("device1/described", "device1/described");
        PATTERNS.put("bar0/described", "device\\d+/bar0/described");
        PATTERNS.put("host/**", "host/.*");
        PATTERNS.put("host/vcpus", "host/vcpus");
        PATTERNS.put("events/mmioRead/*", "device\\d+/events/mmioRead/[^/]*");
        PATTERNS.put("device1/events/**", "device1/events/.*");
        PATTERNS.put("device0/bar0/0x1/read", "device0/bar0/0x1/read");
        PATTERNS.put("device0/bar0/0x1", "device0/bar0/0x1/(read|written)");
        PATTERNS.put("bar1/*", "device\\d+/bar1/(0x[^/]*/(read|written)|described)");
        PATTERNS.put("device1/bar2/*/reads", "device1/bar2/[^/]*/reads");
        PATTERNS.put("config/0x2/writes", "device\\d+/config/0x2/writes");
        PATTERNS.put("migration/**", "device\\d+/migration/.*");
        PATTERNS.put("device0/**", "device0/.*");
        PATTERNS.put("device4*/name", "device4[^/]*/name");
        PATTERNS.put("**", ".*");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void changes_agreeWithBruteForceWithoutAnIndex(long seed) {
        try (Timeline timeline = journal(seed)) {
            check(seed, timeline, Optional.empty());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7})
    void changes_agreeWithBruteForceByANarrowIndex(long seed) {
        try (Timeline timeline = journal(seed)) {
            check(seed, timeline, Optional.of(new ExactIndex(timeline, 40 * (int) seed)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void changes_agreeWithBruteForceByTheIndexBesideTheJournal(long seed) {
        try (Timeline timeline = journal(seed)) {
            Path file = temp.resolve("index.vfx");
            Indexer.run(timeline, file, Progress.NONE);
            if (!(JournalIndex.openFile(file, timeline) instanceof JournalIndex.Lookup.Found found)) {
                throw new AssertionError("no index for seed " + seed);
            }
            try (JournalIndex index = found.index()) {
                check(seed, timeline, Optional.of(index));
            }
        }
    }

    private Timeline journal(long seed) {
        return Timeline.open(ChangingJournal.write(temp.resolve("j.vfj"), seed, EVENTS), DamagePolicy.STRICT);
    }

    private static void check(long seed, Timeline timeline, Optional<JournalIndex> index) {
        List<Step> steps = BruteForce.steps(timeline);
        Changes changes = new Changes(timeline, index);
        Random random = new Random(seed);
        PATTERNS.forEach((text, expression) -> {
            Pattern paths = Pattern.compile(expression);
            FieldPattern pattern = FieldPattern.parse(text, FieldPattern.EVERY_DEVICE);
            List<Change> all = BruteForce.changes(
                    steps, change -> paths.matcher(change.path()).matches());
            String what = "seed " + seed + ", " + text;
            assertThat(history(changes, pattern, Range.ALL)).as(what).isEqualTo(all);
            for (int i = 0; i < PLACES; i++) {
                long here = random.nextInt(EVENTS + 2) - 1L;
                assertThat(changes.last(pattern, here, Progress.NONE))
                        .as("%s, last before %d", what, here)
                        .isEqualTo(last(all, change -> change.position() < here));
                assertThat(changes.next(pattern, here, Progress.NONE))
                        .as("%s, next behind %d", what, here)
                        .isEqualTo(next(all, change -> change.position() > here));
            }
            long from = random.nextInt(EVENTS);
            Range range = new Range(from, from + random.nextInt(EVENTS));
            assertThat(history(changes, pattern, range))
                    .as("%s in %s", what, range)
                    .isEqualTo(all.stream()
                            .filter(change -> change.position() >= range.from() && change.position() < range.to())
                            .toList());
        });
    }

    private static List<Change> history(Changes changes, FieldPattern pattern, Range range) {
        List<Change> found = new ArrayList<>();
        changes.history(pattern, range, Progress.NONE, found::add);
        return found;
    }

    private static List<Change> next(List<Change> all, Predicate<Change> wanted) {
        List<Change> found = all.stream().filter(wanted).toList();
        return found.stream()
                .filter(change -> change.position() == found.get(0).position())
                .toList();
    }

    private static List<Change> last(List<Change> all, Predicate<Change> wanted) {
        List<Change> found = all.stream().filter(wanted).toList();
        return found.stream()
                .filter(change ->
                        change.position() == found.get(found.size() - 1).position())
                .toList();
    }
}
