package io.vfioreplay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files of a directory are those of its journal: for who carries one elsewhere as it is. */
public final class JournalFiles {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z]{1,40}\\.cq4t?");

    private JournalFiles() {}

    /** Whether a file of this name can belong to a journal; nothing else is safe to be made at somebody's word. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * The files of the journal in a directory, by name. What else lies there is not the journal's.
     *
     * @throws UncheckedIOException when the directory cannot be read
     */
    public static List<Path> of(Path journal) {
        try (Stream<Path> entries = Files.list(journal)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> isName(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the directory " + journal, failed);
        }
    }
}
