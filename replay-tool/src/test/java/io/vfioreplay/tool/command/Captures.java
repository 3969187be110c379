package io.vfioreplay.tool.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The captures of the test resources as files under a name of the test's choice. */
final class Captures {

    private Captures() {}

    /** Copies a capture into a directory. */
    static Path copy(String name, Path directory) {
        try (InputStream in = Captures.class.getResourceAsStream("/captures/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no test capture " + name);
            }
            Path file = directory.resolve(name);
            Files.write(file, in.readAllBytes());
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
