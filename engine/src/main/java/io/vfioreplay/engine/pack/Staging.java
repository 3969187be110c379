package io.vfioreplay.engine.pack;

import io.vfioreplay.journal.format.NotAJournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A place beside a target where it is made, so that the target is there whole or not at all. One thread. */
final class Staging implements AutoCloseable {

    private final Path target;
    private final Path directory;

    private Staging(Path target, Path directory) {
        this.target = target;
        this.directory = directory;
    }

    /**
     * Makes the place.
     *
     * @throws NotAJournalException when the target exists
     * @throws IOException when nothing can be made beside it
     */
    static Staging beside(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotAJournalException(
                    target,
                    "a name for something new",
                    "something that exists already",
                    "choose a new name, or remove it first");
        }
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new NotAJournalException(
                    target, "a name in a directory", "no such directory", "check the directory above it");
        }
        return new Staging(target, Files.createTempDirectory(parent, ".vfio-replay-"));
    }

    /** Where to make it; nothing is there yet. */
    Path path() {
        return directory.resolve("new");
    }

    /** Returns when a file that was made is on the disk. */
    static void sync(Path file) throws IOException {
        try (FileChannel made = FileChannel.open(file, StandardOpenOption.WRITE)) {
            made.force(true);
        }
    }

    /** Moves what was made to the target. */
    void publish() throws IOException {
        Files.move(path(), target);
    }

    /** Removes everything that was not published. */
    @Override
    public void close() throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.walk(directory)) {
            left = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : left) {
            Files.delete(file);
        }
    }
}
