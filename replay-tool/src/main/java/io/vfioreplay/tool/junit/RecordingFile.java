package io.vfioreplay.tool.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a recording lies that a test calls by name.
 *
 * @param path of the file or directory
 * @param temporary the directory of its own that it was copied to out of a jar, or null
 */
record RecordingFile(Path path, @Nullable Path temporary) implements AutoCloseable {

    /**
     * Looks on the class path, beside a class and then at the root, and then for a file from the working directory.
     *
     * @throws IllegalArgumentException when there is none, with the places
     */
    static RecordingFile find(Class<?> test, String name) {
        URL resource = test.getResource(name);
        if (resource == null) {
            resource = test.getResource("/" + name);
        }
        if (resource != null) {
            return of(resource, name);
        }
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no recording \"" + name
                    + "\": neither on the class path, beside " + test.getName() + " or at the root, nor at "
                    + file.toAbsolutePath() + "; name a journal, a packed journal or a capture");
        }
        return new RecordingFile(file, null);
    }

    private static RecordingFile of(URL resource, String name) {
        try {
            URI uri = resource.toURI();
            return "file".equals(uri.getScheme())
                    ? new RecordingFile(fromHere(Path.of(uri)), null)
                    : copyOf(resource, name);
        } catch (URISyntaxException | IOException failed) {
            throw new IllegalArgumentException("cannot read the recording " + resource + " (" + failed + ")", failed);
        }
    }

    /** As a person in the working directory would call it, so that what a failure prints can be pasted. */
    private static Path fromHere(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private static RecordingFile copyOf(URL resource, String name) throws IOException {
        if (name.endsWith(".vfj")) {
            throw new IllegalArgumentException(
                    "the journal " + resource + " is a directory in a jar, which cannot be read there; pack it:"
                            + " vfio-replay pack JOURNAL -o NAME.vfj.tar.zst");
        }
        Path directory = Files.createTempDirectory("vfio-replay-test-");
        Path copy = directory.resolve(name.substring(name.lastIndexOf('/') + 1));
        try (InputStream in = resource.openStream()) {
            Files.copy(in, copy);
        }
        return new RecordingFile(copy, directory);
    }

    /** Deletes the copy, if it is one; again does nothing. */
    @Override
    public void close() {
        if (temporary != null) {
            try {
                Files.deleteIfExists(path);
                Files.deleteIfExists(temporary);
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot delete " + temporary, failed);
            }
        }
    }
}
