package io.vfioreplay.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.NotAJournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packed journals whose compressed files are broken: what is said of them, and what is left. */
final class SalvageTest {

    private static final long SEED = 20_261_126;
    private static final String STORE_FILE = "19700101F.cq4";
    private static final int BLOCKS = 10;

    private final Path file;
    private final Path target;
    private final byte[] store;
    private final byte[] whole;

    SalvageTest(@TempDir Path temp) throws IOException {
        Path journal = temp.resolve("j.vfj");
        file = temp.resolve("j.vfj.tar.zst");
        target = temp.resolve("left.vfj");
        write(journal);
        Packer.pack(journal, file, Progress.NONE);
        store = Files.readAllBytes(journal.resolve(STORE_FILE));
        whole = Files.readAllBytes(file);
    }

    private static void write(Path directory) {
        byte[] body = new byte[60_000];
        Random random = new Random(SEED);
        try (JournalWriter writer = JournalWriter.create(directory, new TreeMap<>(Map.of("eventFormat", "1")))) {
            for (int i = 0; i < BLOCKS; i++) {
                random.nextBytes(body);
                writer.appendEvents(3, body, body.length);
            }
            writer.seal(new TreeMap<>());
        }
    }

    @Test
    void unpackWhatIsLeft_givesTheBeginningOfTheStoreOfACutFile() throws IOException {
        cut(whole.length * 2 / 3);
        Unpacker.unpackWhatIsLeft(file, target, Progress.NONE);

        byte[] left = Files.readAllBytes(target.resolve(STORE_FILE));
        assertThat(left.length).isBetween(store.length / 3, store.length - 1);
        assertThat(left).isEqualTo(Arrays.copyOf(store, left.length));
        try (JournalReader reader = JournalReader.open(target, file, DamagePolicy.SKIP)) {
            assertThat(reader.eventCount()).isBetween(9L, 27L);
        }
    }

    @Test
    void unpackWhatIsLeft_restoresASoundFile() throws IOException {
        Unpacker.unpackWhatIsLeft(file, target, Progress.NONE);
        assertThat(target.resolve(STORE_FILE)).hasBinaryContent(store);
    }

    @Test
    void unpackWhatIsLeft_takesNothingOfWhatIsAlteredOrGone() throws IOException {
        byte[] altered = new Archive()
                .manifest(Archive.text("0".repeat(64), Archive.file("journal.vfj/" + STORE_FILE, store.length, store)))
                .entry("journal.vfj/" + STORE_FILE, new byte[store.length])
                .finished();
        Files.write(file, altered);
        assertThatThrownBy(() -> Unpacker.unpackWhatIsLeft(file, target, Progress.NONE))
                .isInstanceOf(NotAJournalException.class)
                .hasMessageContaining("another hash");
        cut(300);
        assertThatThrownBy(() -> Unpacker.unpackWhatIsLeft(file, target, Progress.NONE))
                .isInstanceOf(NotAJournalException.class)
                .hasMessageContaining("the compressed file ends early, and nothing")
                .hasMessageNotContaining("recover");
        assertThat(target).doesNotExist();
    }

    @Test
    void unpack_saysHowFarABrokenFileCanBeReadAndWhatToDo() throws IOException {
        int length = whole.length * 2 / 3;
        cut(length);
        assertThatThrownBy(() -> Unpacker.unpack(file, target, Progress.NONE))
                .isInstanceOf(NotAJournalException.class)
                .hasMessageContaining("the compressed file ends early, at byte " + length + " of it and ")
                .hasMessageContaining("get the file again")
                .hasMessageContaining("recover");
    }

    @Test
    void isPacked_goesByTheNameWhereTheBeginningIsBroken() throws IOException {
        cut(300);
        assertThat(Unpacker.isPacked(file)).isTrue();
        Path other = Files.copy(file, file.resolveSibling("trace.log.zst"));
        assertThat(Unpacker.isPacked(other)).isFalse();
    }

    private void cut(int length) throws IOException {
        Files.write(file, Arrays.copyOf(whole, length));
    }
}
