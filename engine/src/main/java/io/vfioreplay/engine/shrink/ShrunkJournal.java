package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Fold;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes what was shrunk as a journal like any other: positions count from 0, digests of the state are made anew, and the end is
 * written. Its header is that of the original, with the original's digest and what was kept.
 */
public final class ShrunkJournal {

    private ShrunkJournal() {}

    /**
     * Writes one side.
     *
     * @param original the recording that it comes from
     * @param keep what was kept, in words
     * @param target where the journal will be; must not exist
     * @throws io.vfioreplay.journal.format.NotAJournalException when it cannot be made
     */
    public static void write(Timeline original, Course course, Side side, String keep, Path target) {
        SortedMap<String, String> description =
                Derivation.withDivergences(original.description(), course.divergences(side));
        SortedMap<String, String> header = Derivation.shrunk(description, original.digest(), keep);
        JournalWriter writer = JournalWriter.create(target, header);
        Fold model = HostState.fold();
        try (Recorder recorder =
                new Recorder(writer, model, RecorderOptions.IMPORT, () -> totals(original, model.totals()))) {
            for (Event event : course.events(side)) {
                event.sendTo(recorder);
            }
        } catch (RuntimeException | Error failed) {
            Importer.delete(target);
            throw failed;
        }
    }

    /** All that the original's last block says, but for what the model says anew. */
    private static SortedMap<String, String> totals(Timeline original, SortedMap<String, String> model) {
        TreeMap<String, String> totals = new TreeMap<>(original.totals());
        totals.keySet().removeAll(model.keySet());
        return totals;
    }
}
