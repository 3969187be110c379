package io.vfioreplay.tool.command;

import io.vfioreplay.engine.index.Indexer;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.JournalIndex.Lookup;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.tool.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The index of an open journal: the one beside it, or one that is made for this run, or none where reading all of the journal takes
 * no time.
 *
 * @param index to be asked; empty where there is none
 * @param temporary the directory of one that was made for this run
 */
record UsableIndex(Optional<JournalIndex> index, Optional<Path> temporary) implements AutoCloseable {

    /** Fewer events than these are read in less time than an index is made. */
    private static final long EVENTS_MIN = 300_000;

    /** Opens or makes it; says so where there is one that does not fit. */
    static UsableIndex of(Console console, Opened opened) {
        Path file = JournalIndex.fileOf(opened.source().journal());
        if (Files.exists(file)) {
            Lookup beside = JournalIndex.openFile(file, opened.timeline());
            if (beside instanceof Lookup.Found found) {
                return new UsableIndex(Optional.of(found.index()), Optional.empty());
            }
            String reason = Text.harmless(((Lookup.Unusable) beside).reason());
            console.err().println("vfio-replay: the index is not used: " + reason);
        }
        boolean isShort = opened.timeline().eventCount() < EVENTS_MIN;
        return isShort || !opened.timeline().damage().isEmpty()
                ? new UsableIndex(Optional.empty(), Optional.empty())
                : made(console, opened.timeline());
    }

    private static UsableIndex made(Console console, Timeline timeline) {
        Path directory = temporaryDirectory();
        try (ProgressLine progress = new ProgressLine(console, "indexing")) {
            Path file = directory.resolve("index.vfx");
            Indexer.run(timeline, file, progress);
            if (JournalIndex.openFile(file, timeline) instanceof Lookup.Found found) {
                return new UsableIndex(Optional.of(found.index()), Optional.of(directory));
            }
            Importer.delete(directory); // Without room for an index everything works, only slower.
            return new UsableIndex(Optional.empty(), Optional.empty());
        } catch (RuntimeException failed) {
            Importer.delete(directory);
            throw failed;
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("vfio-replay-index-");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a temporary directory", failed);
        }
    }

    @Override
    public void close() {
        index.ifPresent(JournalIndex::close);
        temporary.ifPresent(Importer::delete);
    }
}
