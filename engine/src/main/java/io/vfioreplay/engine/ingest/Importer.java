package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.journal.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Imports captures of one host into a new journal. The same captures give the same journal, block by block, on every machine.
 * Memory does not grow with the length of a capture.
 */
public final class Importer {

    private Importer() {}

    /**
     * Imports.
     *
     * <p>Several captures are merged by the time of their events.
     *
     * @param captures files and directories of one host
     * @param journal where the journal will be; must not exist
     * @param model folds the events while they are recorded
     * @return how each file was accounted for
     * @throws io.vfioreplay.engine.capture.CaptureException when a capture cannot be used; then there is no journal
     * @throws io.vfioreplay.journal.format.NotAJournalException when the journal cannot be made
     */
    public static List<ImportedFile> run(CaptureSet captures, Path journal, RecorderModel model, Progress progress) {
        List<Capture> opened = Captures.open(captures);
        JournalWriter writer =
                JournalWriter.create(journal, JournalHeader.of(opened).toDescription());
        List<CaptureSummary> summaries = new ArrayList<>();
        List<WireSpool> wires = spools(opened);
        // The totals are asked for on the thread that writes the journal, after the last event: the wire goes in
        // between.
        try (Recorder recorder = new Recorder(writer, model, RecorderOptions.IMPORT, () -> {
            wires.forEach(wire -> wire.appendTo(writer));
            return SummaryText.totals(summaries);
        })) {
            if (opened.size() == 1) {
                summaries.addAll(
                        opened.get(0).readInto(new Flattener(recorder), Numbering.ALONE, progress, wires.get(0)));
            } else {
                summaries.addAll(Merge.run(opened, wires, recorder, progress));
            }
        } catch (RuntimeException | Error failed) {
            delete(journal);
            throw failed;
        } finally {
            wires.forEach(WireSpool::close);
        }
        List<ImportedFile> imported = new ArrayList<>();
        for (Capture capture : opened) {
            for (CaptureFile file : capture.files()) {
                imported.add(new ImportedFile(file, summaries.get(imported.size())));
            }
        }
        return imported;
    }

    private static List<WireSpool> spools(List<Capture> captures) {
        List<WireSpool> spools = new ArrayList<>();
        int witness = 0;
        for (Capture capture : captures) {
            spools.add(new WireSpool(witness));
            witness += capture.files().size();
        }
        return spools;
    }

    /** Removes a journal that this program made; a directory that holds anything else stays. */
    public static void delete(Path journal) {
        try (Stream<Path> files = Files.walk(journal)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + journal, failed);
        }
    }
}
