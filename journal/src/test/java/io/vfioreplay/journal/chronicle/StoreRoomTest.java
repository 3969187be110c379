package io.vfioreplay.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreRoomTest {

    private static final int PAGE = 4096;

    @TempDir
    private Path temp;

    @Test
    void ensure_makesRoomAndTouchesNothingThatIsUsed() throws IOException {
        byte[] used = new byte[10_000];
        Arrays.fill(used, (byte) 7);
        Path file = Files.write(temp.resolve("store"), used);
        try (StoreRoom room = StoreRoom.open(file, 2_000)) {
            assertThat(Files.readAllBytes(file)).startsWith(used);
            room.ensure(1 << 20);
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes.length).isGreaterThanOrEqualTo(1 << 20);
        assertThat(bytes).startsWith(used);
        assertThat(Arrays.copyOfRange(bytes, used.length, bytes.length)).containsOnly(0);
    }

    /** What the queue writes beside its first excerpt must not be lost. */
    @Test
    void open_findsTheEndOfWhatStandsBehindTheExcerpt() throws IOException {
        byte[] used = new byte[20_000];
        used[19_999] = 1;
        Path file = Files.write(temp.resolve("store"), used);
        StoreRoom.open(file, 100).close();
        assertThat(Files.readAllBytes(file)).startsWith(used);
    }

    @Test
    void ahead_keepsAQuarterAheadOfWhatIsUsed() throws IOException {
        Path file = Files.write(temp.resolve("store"), new byte[PAGE]);
        try (StoreRoom room = StoreRoom.open(file, PAGE)) {
            room.ensure(8 << 20);
            room.ahead(8 << 20);
            assertThat(Files.size(file)).isGreaterThanOrEqualTo(10 << 20).isLessThan(11 << 20);
        }
    }

    @Test
    void ahead_doesNothingWhenTheStoreIsClosed() throws IOException {
        Path file = Files.write(temp.resolve("store"), new byte[PAGE]);
        StoreRoom room = StoreRoom.open(file, PAGE);
        long size = Files.size(file);
        room.close();
        room.ahead(64 << 20);
        assertThat(Files.size(file)).isEqualTo(size);
    }
}
