package io.vfioreplay.engine.recovery;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.DamageCode;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a new journal of everything that is provably good in another one, which is never altered.
 *
 * <p>The new journal is recorded like any other: positions count from 0 without holes, each hole is one {@code eventsLost} with the
 * count of lost positions and its cause {@code RECOVERY}, and digests of the state are made anew, so that replaying it compares what
 * the recovered events give and nothing that was lost. Its header is that of the original, and says which journal it was recovered
 * from. What is behind an end that nobody wrote is a hole of unknown length.
 */
public final class Recovery {

    private Recovery() {}

    /**
     * Recovers.
     *
     * @param journal the damaged journal
     * @param shown what messages call it
     * @param target where the new journal will be; must not exist
     * @param model folds the events while they are recorded
     * @throws io.vfioreplay.journal.format.NotAJournalException when there is no journal, nothing good in it, or the new one
     *     cannot be made
     * @throws io.vfioreplay.journal.format.JournalTooNewException when a newer program wrote it
     */
    public static RecoveryReport run(Path journal, Path shown, Path target, RecorderModel model, Progress progress) {
        try (Timeline timeline = Timeline.open(journal, shown, DamagePolicy.PROVEN)) {
            String digest = timeline.digest();
            SortedMap<String, String> totals = timeline.totals();
            SortedMap<String, String> description =
                    Derivation.withDivergences(timeline.description(), MovedDivergences.of(timeline));
            JournalWriter writer = JournalWriter.create(target, JournalHeader.recovered(description, digest));
            boolean isEndMissing = isEndMissing(timeline);
            GapFiller filler;
            try (Recorder recorder =
                    new Recorder(writer, model, RecorderOptions.IMPORT, () -> without(totals, model.totals()))) {
                filler = new GapFiller(recorder, digest);
                timeline.replay(Range.ALL, progress, filler::good, filler::withoutPayload);
                filler.end(timeline.eventCount(), isEndMissing);
            } catch (RuntimeException | Error failed) {
                Importer.delete(target);
                throw failed;
            }
            return new RecoveryReport(
                    digest(target),
                    digest,
                    filler.recovered(),
                    filler.lost(),
                    isEndMissing,
                    filler.holes(),
                    filler.holeCount(),
                    timeline.damage());
        }
    }

    /** All that the original's last block says, but for what the model says anew. */
    private static SortedMap<String, String> without(
            SortedMap<String, String> original, SortedMap<String, String> model) {
        TreeMap<String, String> totals = new TreeMap<>(original);
        totals.keySet().removeAll(model.keySet());
        return totals;
    }

    /** Not {@link Timeline#isSealed}: where the last block is there and damaged, it still is the end. */
    private static boolean isEndMissing(Timeline timeline) {
        return timeline.damage().stream().anyMatch(damage -> damage.code() == DamageCode.NOT_SEALED);
    }

    private static String digest(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            return reader.digest();
        }
    }
}
