package io.vfioreplay.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** Makes the plain queues of the peers. */
final class ChronicleFiles {

    private static final String SUFFIX = ".cq4";

    private ChronicleFiles() {}

    /** A queue as Chronicle makes it when it is asked for nothing, or with blocks of another size. */
    static ChronicleQueue queue(Path directory, int blockBytes) {
        System.setProperty("chronicle.announcer.disable", "true");
        SingleChronicleQueueBuilder builder = SingleChronicleQueueBuilder.binary(directory);
        return (blockBytes > 0 ? builder.blockSize(blockBytes) : builder).build();
    }

    /** The file of a queue that has begun. */
    static Path file(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            return files.iterator().next();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot look into " + directory, failed);
        }
    }
}
