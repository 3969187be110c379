package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.TreeMap;

/** Writes what was simulated as the journals that a recorder would have made of it. */
public final class SimulatedJournals {

    private SimulatedJournals() {}

    /**
     * Writes one side.
     *
     * @param journal where it will be; must not exist
     * @throws io.vfioreplay.journal.format.NotAJournalException when the journal cannot be made
     */
    public static void write(SimulatedMigration migration, Side side, Path journal) {
        JournalWriter writer =
                JournalWriter.create(journal, migration.header(side).toDescription());
        Tape tape = side == Side.SOURCE ? migration.source() : migration.destination();
        try (Recorder recorder = new Recorder(writer, HostState.fold(), RecorderOptions.IMPORT, TreeMap::new)) {
            tape.replay(Range.ALL, Progress.NONE, recorder);
        } catch (RuntimeException | Error failed) {
            Importer.delete(journal);
            throw failed;
        }
    }
}
