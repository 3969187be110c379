package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.pack.Unpacker;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A journal, or a packed one that was unpacked, or a capture that was imported, into a temporary journal; that one is deleted on
 * close.
 *
 * @param given what the user named
 * @param journal the journal to read
 * @param shown what messages call it: a journal has the name that the user gave, wherever it was unpacked to
 * @param isTemporary whether it is to be deleted
 */
public record JournalSource(Path given, Path journal, Path shown, boolean isTemporary) implements AutoCloseable {

    /** Temporary directories that are in use: what a process that is told to end (not killed) removes. */
    private static final Set<Path> TEMPORARY = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(JournalSource::deleteAll, "vfio-replay-clean-up"));
    }

    /**
     * Opens what the user named.
     *
     * @param model folds the events of a capture while they are imported
     * @throws io.vfioreplay.engine.capture.CaptureException when it is neither a journal nor a usable capture
     */
    public static JournalSource open(Path given, RecorderModel model, Progress progress) {
        return open(given, List.of(), model, progress);
    }

    /**
     * Opens what the user named, with witnesses that lie elsewhere.
     *
     * @param witnesses files and directories that speak of this host too; none for a journal, which is never altered
     * @param model folds the events of a capture while they are imported
     * @throws io.vfioreplay.engine.capture.CaptureException when something is neither a journal nor a usable capture
     * @throws IllegalArgumentException when witnesses are given for a journal
     */
    public static JournalSource open(Path given, List<Path> witnesses, RecorderModel model, Progress progress) {
        if (isJournal(given)) {
            if (!witnesses.isEmpty()) {
                throw new IllegalArgumentException(given + " is a journal");
            }
            return openJournal(given, progress);
        }
        Path directory = temporaryDirectory();
        try {
            Path journal = directory.resolve("import.vfj");
            Importer.run(new CaptureSet(List.of(given), witnesses), journal, model, progress);
            return new JournalSource(given, journal, journal, true);
        } catch (RuntimeException failed) {
            delete(directory);
            throw failed;
        }
    }

    /** Whether there is a journal at this path, packed or not, sound or not. */
    public static boolean isJournal(Path given) {
        return JournalReader.isJournal(given) || Unpacker.isPacked(given);
    }

    /**
     * Opens a journal, packed or not, and no capture. What is neither is left to who reads it to refuse.
     *
     * @throws io.vfioreplay.journal.format.JournalException when it is packed and cannot be unpacked
     */
    public static JournalSource openJournal(Path given, Progress progress) {
        return openUnpacked(given, journal -> Unpacker.unpack(given, journal, progress));
    }

    /**
     * The same for recovery: of a packed journal whose compressed file is cut or damaged, what can be decompressed.
     *
     * @throws io.vfioreplay.journal.format.JournalException when it is packed and nothing can be had of it
     */
    public static JournalSource openWhatIsLeft(Path given, Progress progress) {
        return openUnpacked(given, journal -> Unpacker.unpackWhatIsLeft(given, journal, progress));
    }

    private static JournalSource openUnpacked(Path given, Consumer<Path> unpacking) {
        if (!Unpacker.isPacked(given)) {
            return new JournalSource(given, given, given, false);
        }
        Path directory = temporaryDirectory();
        try {
            Path journal = directory.resolve("unpacked.vfj");
            unpacking.accept(journal);
            return new JournalSource(given, journal, given, true);
        } catch (RuntimeException failed) {
            delete(directory);
            throw failed;
        }
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("vfio-replay-");
            TEMPORARY.add(directory);
            return directory;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a temporary directory", failed);
        }
    }

    @Override
    public void close() {
        Path directory = journal.getParent();
        if (isTemporary && directory != null) {
            delete(directory);
        }
    }

    /** Deletes a directory once, also when the process ends at the same time. */
    private static void delete(Path directory) {
        if (TEMPORARY.remove(directory)) {
            Importer.delete(directory);
        }
    }

    private static void deleteAll() {
        for (Path directory : TEMPORARY) {
            try {
                delete(directory);
            } catch (UncheckedIOException stillBeingWritten) {
                // The process is ending; there is nobody left to tell.
            }
        }
    }
}
