package io.vfioreplay.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chronicle's own tailer, on a copy, sees the blocks that our scanner sees. */
final class ChronicleOracleTest {

    private static final int BLOCKS = 40_000; // More than two spacings of the store's index.

    @TempDir
    Path temp;

    @Test
    void tailer_seesTheSameBlocksAsTheReader() throws IOException {
        List<byte[]> bodies = write(temp.resolve("j"));

        List<byte[]> seen = excerpts(temp.resolve("j"));

        assertThat(seen).hasSize(bodies.size() + 2);
        for (int i = 0; i < bodies.size(); i++) {
            byte[] block = seen.get(i + 1);
            assertThat(Frame.isIntact(block, block.length)).isTrue();
            int end = Frame.HEADER_BYTES + bodies.get(i).length;
            assertThat(Arrays.copyOfRange(block, Frame.HEADER_BYTES, end)).isEqualTo(bodies.get(i));
        }
        try (JournalReader reader = JournalReader.open(temp.resolve("j"))) {
            List<byte[]> read = new ArrayList<>();
            reader.readEvents(0, Long.MAX_VALUE, (first, count, body) -> read.add(body.toByteArray()));
            assertThat(read).usingElementComparator(Arrays::compare).isEqualTo(bodies);
        }
    }

    private static List<byte[]> write(Path directory) {
        Random random = new Random(20);
        List<byte[]> bodies = new ArrayList<>();
        try (JournalWriter writer = JournalWriter.create(directory, new TreeMap<>())) {
            for (int i = 0; i < BLOCKS; i++) {
                byte[] body = new byte[random.nextInt(30)];
                random.nextBytes(body);
                bodies.add(body);
                writer.appendEvents(1, body, body.length);
            }
            writer.seal(new TreeMap<>());
        }
        return bodies;
    }

    private List<byte[]> excerpts(Path journal) throws IOException {
        Path copy = Files.createDirectory(temp.resolve("copy"));
        Files.copy(journal.resolve(ChronicleStore.FILE_NAME), copy.resolve(ChronicleStore.FILE_NAME));
        List<byte[]> seen = new ArrayList<>();
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(copy)
                        .timeProvider(() -> 0L)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            Bytes<byte[]> block = Bytes.allocateElasticOnHeap();
            while (tailer.readBytes(block)) {
                seen.add(block.toByteArray());
                block.clear();
            }
        }
        return seen;
    }
}
