package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.ingest.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a database puts what does not fit into its memory; gone when it is closed. */
record SpillDirectory(Path path) implements AutoCloseable {

    /** Makes a directory of its own among the temporary files. */
    static SpillDirectory create() {
        try {
            return new SpillDirectory(Files.createTempDirectory("vfio-replay-sql-"));
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "cannot make a directory for temporary files in " + System.getProperty("java.io.tmpdir")
                            + "; -Djava.io.tmpdir names another place",
                    failed);
        }
    }

    @Override
    public void close() {
        Importer.delete(path);
    }
}
