package io.vfioreplay.bench.measure;

import io.vfioreplay.engine.ingest.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of our own, in which every turn gets an empty one. Removed on close, with everything in it.
 *
 * @param directory made by us
 */
public record Workspace(Path directory) implements AutoCloseable {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final String PREFIX = "vfio-replay-bench-";

    /**
     * Makes one below {@code parent}.
     *
     * @param bytesNeeded how much room there must be
     * @throws UncheckedIOException when there is less, or nothing can be made there
     */
    public static Workspace below(Path parent, long bytesNeeded) {
        if (!Files.isDirectory(parent)) {
            throw new UncheckedIOException(new IOException(
                    "cannot work in %s: no directory; name one that exists with --dir".formatted(parent)));
        }
        try {
            long free = Files.getFileStore(parent).getUsableSpace();
            if (free < bytesNeeded) {
                throw new IOException(
                        "%d MB are free and %d MB needed: name another directory with --dir, or fewer --events"
                                .formatted(free / CHUNK_BYTES, bytesNeeded / CHUNK_BYTES));
            }
            Workspace workspace = new Workspace(Files.createTempDirectory(parent, PREFIX));
            Runtime.getRuntime().addShutdownHook(new Thread(workspace::removeWhatIsLeft));
            return workspace;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot work in %s: %s".formatted(parent, failed.getMessage()), failed);
        }
    }

    /** When the process is told to end meanwhile. What is still being written may stay. */
    private void removeWhatIsLeft() {
        if (Files.exists(directory)) {
            try {
                close();
            } catch (UncheckedIOException stillBeingWritten) {
                // There is nobody left to tell.
            }
        }
    }

    /** An empty directory. */
    Path fresh(String name) {
        try {
            return Files.createDirectory(directory.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a directory in " + directory, failed);
        }
    }

    /** Removes one, with everything in it. */
    void remove(Path fresh) {
        Importer.delete(fresh);
    }

    /** The bytes of all files below. */
    static long bytes(Path below) {
        long sum = 0;
        for (Path file : files(below)) {
            sum += file.toFile().length();
        }
        return sum;
    }

    /** All files below, in order. */
    static List<Path> files(Path below) {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot look into " + below, failed);
        }
    }

    /**
     * Writes a file and removes it, and lets go of buffers that nobody uses. A virtual machine gets memory from its host when it
     * touches it first, which is slow: whoever wrote the first file would pay for it, so this does.
     */
    void recycle(long bytes) {
        System.gc();
        Path file = directory.resolve("recycled");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
            for (long written = 0; written < bytes; written += CHUNK_BYTES) {
                chunk.clear();
                channel.write(chunk);
            }
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    @Override
    public void close() {
        Importer.delete(directory);
    }
}
