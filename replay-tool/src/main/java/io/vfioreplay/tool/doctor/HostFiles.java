package io.vfioreplay.tool.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a host, below a directory that stands for its root, so that a test can make a host of its own. Only reads;
 * whatever is absent or forbidden is empty.
 *
 * @param root the directory that stands for {@code /}
 */
public record HostFiles(Path root) {

    private static final int TEXT_BYTES_MAX = 1 << 18;

    /** The host that this program runs on. */
    public static HostFiles here() {
        return new HostFiles(Path.of("/"));
    }

    private Path path(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /** Whether there is such a file or directory. */
    boolean exists(String absolute) {
        return Files.exists(path(absolute));
    }

    /** Whether this user may write it. */
    boolean isWritable(String absolute) {
        return Files.isWritable(path(absolute));
    }

    /** The first 256 KiB of a file without blanks around them; empty when it cannot be read. */
    Optional<String> text(String absolute) {
        try (InputStream in = Files.newInputStream(path(absolute))) {
            return Optional.of(new String(in.readNBytes(TEXT_BYTES_MAX), StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The names in a directory, sorted; none when it cannot be read. */
    List<String> names(String absolute) {
        try (Stream<Path> files = Files.list(path(absolute))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    /** The last part of what a symbolic link points to; empty when there is none. */
    Optional<String> linkName(String absolute) {
        try {
            return Optional.ofNullable(Files.readSymbolicLink(path(absolute)).getFileName())
                    .map(Path::toString);
        } catch (IOException | UnsupportedOperationException none) {
            return Optional.empty();
        }
    }
}
