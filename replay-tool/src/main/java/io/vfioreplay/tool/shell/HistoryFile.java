package io.vfioreplay.tool.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.LineReader;

/**
 * What was typed before, in {@code $XDG_STATE_HOME/vfio-replay/history}, which only its owner may read: it may name what is in a
 * customer's journal. Where it cannot be written, what is typed is remembered until the shell ends.
 *
 * <p>Source: XDG Base Directory Specification 0.8.
 */
final class HistoryFile {

    private static final String OWNER_ONLY = "rw-------";
    private static final String OWNER_ONLY_DIRECTORY = "rwx------";
    private static final int LINES_MAX = 2_000;

    private HistoryFile() {}

    /** Lets a reader remember. */
    static void attach(LineReader reader) {
        reader.setVariable(LineReader.HISTORY_SIZE, LINES_MAX);
        reader.setVariable(LineReader.HISTORY_FILE_SIZE, LINES_MAX);
        try {
            Path file = prepared();
            reader.setVariable(LineReader.HISTORY_FILE, file);
        } catch (IOException | UnsupportedOperationException unwritable) {
            // Nobody needs a history so much that an error would help.
        }
    }

    private static Path prepared() throws IOException {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.getParent() == null ? directory : directory.getParent());
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY_DIRECTORY)));
        }
        Path file = directory.resolve("history");
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        }
        return file;
    }

    private static Path directory() throws IOException {
        String state = System.getenv("XDG_STATE_HOME");
        if (state != null && Path.of(state).isAbsolute()) {
            return Path.of(state, "vfio-replay");
        }
        String home = System.getProperty("user.home", "");
        if (home.isEmpty() || !Path.of(home).isAbsolute()) {
            throw new IOException("no home directory");
        }
        return Path.of(home, ".local", "state", "vfio-replay");
    }
}
