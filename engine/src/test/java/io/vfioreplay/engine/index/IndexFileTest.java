package io.vfioreplay.engine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.IndexingModel.Outcome;
import io.vfioreplay.engine.index.JournalIndex.Lookup;
import io.vfioreplay.engine.index.JournalIndex.Snapshot;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checked: what becomes of the file when it is flipped, cut, made twice, or its journal does not come about. */
final class IndexFileTest {

    private static final long SEED = 99;

    @TempDir
    private Path temp;

    @Test
    void index_isTheSameBytesWhetherMadeWhileRecordingOrLater() throws IOException {
        Path journal = temp.resolve("recorded.vfj");
        try (IndexingModel model = IndexingModel.of(journal)) {
            RandomJournal.record(journal, SEED, 120_000, model);
            assertThat(model.complete(journal)).isInstanceOf(Outcome.Made.class);
        }
        Path later = temp.resolve("later.vfx");
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT);
                IndexingModel model = IndexingModel.into(later)) {
            timeline.replay(Range.ALL, Progress.NONE, model::fold);
            assertThat(model.complete(timeline.digest(), timeline.eventCount(), Optional.empty()))
                    .isInstanceOf(Outcome.Made.class);
        }
        assertThat(later).hasSameBinaryContentAs(JournalIndex.fileOf(journal));
    }

    @Test
    void index_makesNoDifferenceToTheJournal() throws IOException {
        Path with = temp.resolve("with.vfj");
        Path without = temp.resolve("without.vfj");
        try (IndexingModel model = IndexingModel.of(with)) {
            RandomJournal.record(with, SEED, 20_000, model);
        }
        RandomJournal.record(without, SEED, 20_000, HostState.fold());
        try (Timeline one = Timeline.open(with, DamagePolicy.STRICT);
                Timeline other = Timeline.open(without, DamagePolicy.STRICT)) {
            assertThat(one.digest()).isEqualTo(other.digest());
        }
        assertThat(JournalIndex.fileOf(with)).as("one that was not completed").doesNotExist();
        try (var files = Files.list(with)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("index"));
        }
    }

    @Test
    void importing_leavesNothingWhenACaptureCannotBeUsed() throws IOException {
        Path useless = Files.writeString(temp.resolve("useless.txt"), "nothing of the kind");
        Path journal = temp.resolve("never.vfj");
        assertThatThrownBy(() -> Indexer.importing(CaptureSet.of(List.of(useless)), journal, Progress.NONE))
                .isInstanceOf(CaptureException.class);
        assertThat(journal).doesNotExist();
    }

    @Test
    void complete_saysWhyWhenThereIsNoPlaceForTheIndex() {
        Path file = temp.resolve("missing").resolve("index.vfx");
        Path journal = temp.resolve("kept.vfj");
        try (IndexingModel model = IndexingModel.into(file)) {
            RandomJournal.record(journal, SEED, 5_000, model);
            assertThat(model.complete(journal))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.reason()).startsWith("cannot write " + file));
        }
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            assertThat(timeline.eventCount()).isEqualTo(5_000);
        }
    }

    @Test
    void open_refusesOrDoesWithoutEveryFlippedByte() throws IOException {
        Path journal = temp.resolve("small.vfj");
        RandomJournal.record(journal, SEED, 70_000, HostState.fold());
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            Path file = JournalIndex.fileOf(journal);
            assertThat(Indexer.run(timeline, file, Progress.NONE)).isInstanceOf(Outcome.Made.class);
            byte[] whole = Files.readAllBytes(file);
            TermOracle oracle = new TermOracle();
            HostState state = new HostState();
            long snapshotPosition = snapshotPosition(journal, timeline);
            timeline.replay(Range.ALL, Progress.NONE, oracle);
            timeline.replay(new Range(0, snapshotPosition + 1), Progress.NONE, new Unflattener(state.events()));
            String digest = state.digest();
            int refused = 0;
            for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 500)) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                Files.write(file, flipped);
                Lookup lookup = JournalIndex.open(journal, timeline);
                if (lookup instanceof Lookup.Found found) {
                    checkNothingIsWrong(found.index(), oracle, digest);
                } else {
                    refused++;
                }
            }
            assertThat(refused).isPositive();
        }
    }

    @Test
    void open_refusesEveryFileThatIsCutOff() throws IOException {
        Path journal = temp.resolve("cut.vfj");
        RandomJournal.record(journal, SEED, 3_000, HostState.fold());
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            Path file = JournalIndex.fileOf(journal);
            assertThat(Indexer.run(timeline, file, Progress.NONE)).isInstanceOf(Outcome.Made.class);
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length; length += 7) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThat(JournalIndex.open(journal, timeline)).isInstanceOf(Lookup.Unusable.class);
            }
        }
    }

    private static long snapshotPosition(Path journal, Timeline timeline) {
        try (JournalIndex index = ((Lookup.Found) JournalIndex.open(journal, timeline)).index()) {
            return index.snapshotAtOrBefore(Long.MAX_VALUE).orElseThrow().position();
        }
    }

    /** A damaged part may name too many granules, never too few; a damaged snapshot is none. */
    private static void checkNothingIsWrong(JournalIndex index, TermOracle oracle, String digest) {
        try (index) {
            assertThat(new HashSet<>(index.terms()).equals(oracle.granules().keySet()))
                    .isTrue();
            index.terms().stream()
                    .limit(3)
                    .forEach(term -> assertThat(granules(index.from(Set.of(term), 0)))
                            .containsAll(oracle.granules().get(term)));
            Optional<Snapshot> snapshot = index.snapshotAtOrBefore(Long.MAX_VALUE);
            snapshot.ifPresent(found ->
                    assertThat(HostState.restore(found.state()).digest()).isEqualTo(digest));
        }
    }

    private static Set<Long> granules(Iterator<Range> ranges) {
        Set<Long> granules = new HashSet<>();
        ranges.forEachRemaining(range -> granules.add(range.from() / 512));
        return granules;
    }
}
