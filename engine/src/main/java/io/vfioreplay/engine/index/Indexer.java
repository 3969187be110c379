package io.vfioreplay.engine.index;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.IndexingModel.Outcome;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.ImportedFile;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.postmortem.HostRules;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.rule.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes indexes of journals. */
public final class Indexer {

    private Indexer() {}

    /**
     * What an import gave.
     *
     * @param files how each file was accounted for
     * @param index what came of the index
     */
    public record Imported(List<ImportedFile> files, Outcome index) {}

    /**
     * Imports captures as {@link Importer} does, and writes the index of the new journal along. It has no findings: checking the rules
     * takes some 220 ns an event, where folding takes 35 and the index 30.
     *
     * @throws io.vfioreplay.engine.capture.CaptureException when a capture cannot be used; then nothing is left
     * @throws io.vfioreplay.journal.format.NotAJournalException when the journal cannot be made
     */
    public static Imported importing(CaptureSet captures, Path journal, Progress progress) {
        try (IndexingModel model = IndexingModel.of(journal)) {
            List<ImportedFile> files = Importer.run(captures, journal, model, progress);
            return new Imported(files, model.complete(journal));
        }
    }

    /**
     * Makes the index of a journal, and replaces the one that it has. The journal need not have been closed in order, but every event
     * must be readable: what is read behind a hole is not what was recorded there.
     *
     * @param timeline the journal, opened so that damage stops reading
     * @param file where the index goes: {@link JournalIndex#fileOf} of the journal, or elsewhere
     * @param progress is told positions; what it throws leaves no new index
     * @throws io.vfioreplay.journal.format.CorruptJournalException at damage
     */
    public static Outcome run(Timeline timeline, Path file, Progress progress) {
        List<Finding> findings = new ArrayList<>();
        HostRules rules = new HostRules(timeline, findings::add);
        try (IndexingModel model = IndexingModel.into(file)) {
            timeline.replay(Range.ALL, progress, (envelope, kind, values, payload) -> {
                model.fold(envelope, kind, values, payload);
                rules.accept(envelope, kind, values, payload);
            });
            rules.finish();
            return model.complete(timeline.digest(), timeline.eventCount(), Optional.of(findings));
        }
    }
}
