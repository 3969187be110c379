package io.vfioreplay.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.IndexingModel.Outcome;
import io.vfioreplay.engine.index.JournalIndex.Lookup;
import io.vfioreplay.engine.index.JournalIndex.Snapshot;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.journal.DamagePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checked: answers about terms against a scan of all events, snapshots against folding from the beginning, on journals of every
 * kind of event. Not checked: what a whole journal's worth of segments costs.
 */
final class JournalIndexTest {

    private static final int EVENTS = 150_000;
    private static final int QUERIES = 3_000;
    private static final long SEED = 20_261;

    @TempDir
    private Path temp;

    @Test
    void index_findsTheGranulesThatAScanFinds() {
        try (Timeline timeline = journal(SEED);
                JournalIndex index = opened(timeline)) {
            TermOracle oracle = new TermOracle();
            timeline.replay(Range.ALL, Progress.NONE, oracle);
            assertThat(new HashSet<>(index.terms()).equals(oracle.granules().keySet()))
                    .isTrue();
            Random random = new Random(SEED);
            List<Term> terms = new ArrayList<>(index.terms());
            terms.add(new Term.Happened(77, EventKind.MMIO_READ));
            terms.add(new Term.Memory(1, 0x7777));
            for (int i = 0; i < QUERIES; i++) {
                List<Term> wanted = some(terms, random);
                long position = random.nextInt(EVENTS + 600) - 300L;
                SortedSet<Long> granules = oracle.with(wanted);
                assertThat(all(index.from(wanted, position)))
                        .as("from %d: %s", position, wanted)
                        .isEqualTo(ranges(granules, new Range(Math.max(0, position), EVENTS)));
                List<Range> before = ranges(granules, new Range(0, Math.min(position, EVENTS)));
                Collections.reverse(before);
                assertThat(all(index.before(wanted, position)))
                        .as("before %d: %s", position, wanted)
                        .isEqualTo(before);
            }
        }
    }

    @Test
    void snapshots_areWhatFoldingFromTheBeginningGives() {
        try (Timeline timeline = journal(SEED + 1);
                JournalIndex index = opened(timeline)) {
            HostState folded = new HostState();
            long at = -1;
            List<Long> positions = new ArrayList<>();
            for (long position = 0; position < EVENTS; position += 500) {
                Optional<Snapshot> snapshot = index.snapshotAtOrBefore(position);
                if (snapshot.isPresent() && !positions.contains(snapshot.get().position())) {
                    long target = snapshot.get().position();
                    assertThat(target).isGreaterThan(at).isLessThanOrEqualTo(position);
                    timeline.replay(new Range(at + 1, target + 1), Progress.NONE, new Unflattener(folded.events()));
                    assertThat(HostState.restore(snapshot.get().state()).tree()).isEqualTo(folded.tree());
                    positions.add(target);
                    at = target;
                }
            }
            assertThat(positions).hasSizeGreaterThan(1);
        }
    }

    @Test
    void open_saysWhyWhenTheIndexBelongsToAnotherJournal() {
        try (Timeline timeline = journal(SEED);
                Timeline other = journal(SEED + 1)) {
            Path file = temp.resolve("elsewhere.vfx");
            assertThat(Indexer.run(timeline, file, Progress.NONE)).isInstanceOf(Outcome.Made.class);
            assertThat(JournalIndex.openFile(file, other))
                    .isEqualTo(new Lookup.Unusable(
                            file + ": it belongs to another journal, or to this one at another time"));
            assertThat(JournalIndex.openFile(temp.resolve("none.vfx"), other))
                    .isEqualTo(new Lookup.Unusable(temp.resolve("none.vfx") + ": there is none"));
        }
    }

    private Timeline journal(long seed) {
        Path journal = temp.resolve(seed + ".vfj");
        RandomJournal.record(journal, seed, EVENTS, HostState.fold());
        return Timeline.open(journal, DamagePolicy.STRICT);
    }

    private JournalIndex opened(Timeline timeline) {
        Path file = temp.resolve("index.vfx");
        assertThat(Indexer.run(timeline, file, Progress.NONE)).isInstanceOf(Outcome.Made.class);
        Lookup lookup = JournalIndex.openFile(file, timeline);
        assertThat(lookup).isInstanceOf(Lookup.Found.class);
        return ((Lookup.Found) lookup).index();
    }

    private static List<Term> some(List<Term> terms, Random random) {
        List<Term> some = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            some.add(terms.get(random.nextInt(terms.size())));
        }
        return some;
    }

    private static List<Range> all(Iterator<Range> ranges) {
        List<Range> all = new ArrayList<>();
        ranges.forEachRemaining(all::add);
        return all;
    }

    private static List<Range> ranges(Collection<Long> granules, Range within) {
        List<Range> ranges = new ArrayList<>();
        for (long granule : granules) {
            long from = Math.max(within.from(), granule * 512);
            long to = Math.min(within.to(), (granule + 1) * 512);
            if (from < to) {
                ranges.add(new Range(from, to));
            }
        }
        return ranges;
    }
}
