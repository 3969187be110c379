package io.vfioreplay.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MethodReader;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contestants that write into a Chronicle queue of their own. */
final class ChronicleTest {

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void excerpts_areTheEvents(boolean isTouched) {
        Run.Said said = Run.of(new ChronicleExcerpts(isTouched), directory);
        assertThat(said.publishedEvents()).isEqualTo(Run.EVENTS);
        assertThat(said.storedBytes()).isGreaterThan((long) Run.EVENTS * Workload.EVENT_BYTES);

        int count = 0;
        try (ChronicleQueue queue = ChronicleFiles.queue(directory, isTouched ? 1 << 30 : 0);
                ExcerptTailer tailer = queue.createTailer()) {
            for (; ; count++) {
                try (DocumentContext document = tailer.readingDocument()) {
                    if (!document.isPresent()) {
                        break;
                    }
                    assertNext(count, document.wire().bytes());
                }
            }
        }
        assertThat(count).isEqualTo(Run.EVENTS);
    }

    @Test
    void batches_holdTheEventsBehindTheirChecksumsAndAreDurable() {
        Run.Said said = Run.of(new RawBatches(), directory);
        assertThat(said.publishedEvents()).isEqualTo(Run.EVENTS);
        assertThat(said.durableEvents()).isEqualTo(Run.EVENTS);

        int count = 0;
        try (ChronicleQueue queue = ChronicleFiles.queue(directory, 0);
                ExcerptTailer tailer = queue.createTailer()) {
            while (true) {
                try (DocumentContext document = tailer.readingDocument()) {
                    if (!document.isPresent()) {
                        break;
                    }
                    Bytes<?> bytes = document.wire().bytes();
                    assertThat(bytes.readLong()).isNotZero();
                    for (; bytes.readRemaining() >= Workload.EVENT_BYTES; count++) {
                        assertNext(count, bytes);
                    }
                }
            }
        }
        assertThat(count).isEqualTo(Run.EVENTS);
    }

    @Test
    void methods_areCalledAgainByAReader() {
        Run.Said said = Run.of(new ChronicleMethods(), directory);
        assertThat(said.publishedEvents()).isEqualTo(Run.EVENTS);
        assertThat(said.storedBytes()).isBetween(Run.EVENTS * 20L, Run.EVENTS * 100L);

        int[] count = {0};
        AccessLog log = (sequence, time, word, address, value, origin) -> {
            Run.assertEvent(count[0], sequence, time, word, address, value, origin);
            count[0]++;
        };
        try (ChronicleQueue queue = ChronicleFiles.queue(directory, 0);
                ExcerptTailer tailer = queue.createTailer();
                MethodReader reader = tailer.methodReader(log)) {
            while (reader.readOne()) {
                // Reads on.
            }
        }
        assertThat(count[0]).isEqualTo(Run.EVENTS);
    }

    private static void assertNext(int sequence, Bytes<?> bytes) {
        Run.assertEvent(
                sequence,
                bytes.readLong(),
                bytes.readLong(),
                bytes.readLong(),
                bytes.readLong(),
                bytes.readLong(),
                bytes.readLong());
    }
}
