package io.vfioreplay.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the build has just made. */
final class Release {

    static final Path DIRECTORY = Path.of(System.getProperty("release.directory"));
    static final String VERSION = System.getProperty("release.version");
    static final String NAME = "vfio-replay-" + VERSION;
    static final Path ARCHIVE = DIRECTORY.resolve(NAME + ".tar.gz");
    static final Path BOM = DIRECTORY.resolve("vfio-replay.cdx.json");

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    private Release() {}

    /** The archive's files, without its directories and without the directory that everything is in. */
    static List<String> files() throws Exception {
        return lines("tar", "-tzf", ARCHIVE.toString())
                .filter(name -> !name.endsWith("/"))
                .map(name -> name.substring((NAME + "/").length()))
                .toList();
    }

    /** The lines that {@code tar -tvzf} shows, as it shows them. */
    static List<String> listing() throws Exception {
        return lines("tar", "--full-time", "--utc", "--numeric-owner", "-tvzf", ARCHIVE.toString())
                .toList();
    }

    /** Unpacks the archive, makes what came out read-only, and returns it. */
    static Path unpack(Path directory) throws Exception {
        lines("tar", "-xzf", ARCHIVE.toString(), "-C", directory.toString());
        Path unpacked = directory.resolve(NAME);
        lines("chmod", "-R", "a-w", unpacked.toString());
        return unpacked;
    }

    /** Lets a directory be deleted again. */
    static void makeWritable(Path directory) throws Exception {
        lines("chmod", "-R", "u+w", directory.toString());
    }

    /** Every file below a directory with its size. */
    static Map<String, Long> sizes(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            Map<String, Long> sizes = new TreeMap<>();
            below.forEach(each -> sizes.put(directory.relativize(each).toString(), size(each)));
            return sizes;
        }
    }

    private static long size(Path file) {
        try {
            return Files.isDirectory(file) ? 0 : Files.size(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Stream<String> lines(String... command) throws Exception {
        Run run = Run.of(DIRECTORY, ENVIRONMENT, List.of(command));
        if (run.code() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + run.err());
        }
        return run.out().lines();
    }
}
