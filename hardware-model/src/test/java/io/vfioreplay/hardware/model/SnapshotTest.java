package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SnapshotTest {

    private static final byte[] SNAPSHOT = new SnapshotWriter("a-1")
            .putInt(-2)
            .putBytes(new byte[] {7, 8})
            .putLong(Long.MIN_VALUE)
            .putBoolean(true)
            .toByteArray();

    @Test
    void reader_givesWhatWasWritten() {
        SnapshotReader reader = new SnapshotReader("a-1", SNAPSHOT);

        assertThat(reader.intValue()).isEqualTo(-2);
        assertThat(reader.bytes(2)).containsExactly(7, 8);
        assertThat(reader.longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(reader.booleanValue()).isTrue();
        reader.end();
    }

    @Test
    void writer_isLittleEndianBehindTheVersion() {
        assertThat(new SnapshotWriter("v").putInt(0x01020304).toByteArray())
                .containsExactly(1, 0, 0, 0, 'v', 4, 3, 2, 1);
    }

    @Test
    void writer_growsWithItsContent() {
        byte[] big = new byte[100_000];
        Arrays.fill(big, (byte) 5);

        SnapshotReader reader = new SnapshotReader(
                "v", new SnapshotWriter("v").putBytes(big).putInt(1).toByteArray());

        assertThat(reader.bytesOfLength(100_000)).isEqualTo(big);
        assertThat(reader.intWithin(1, 1)).isEqualTo(1);
    }

    @Test
    void reader_refusesAnotherVersion() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotReader("a-2", SNAPSHOT));
    }

    @Test
    void reader_refusesEveryCutAndEveryTail() {
        for (int length = 0; length < SNAPSHOT.length; length++) {
            byte[] cut = Arrays.copyOf(SNAPSHOT, length);
            assertThatIllegalArgumentException().isThrownBy(() -> readAll(cut));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> readAll(Arrays.copyOf(SNAPSHOT, SNAPSHOT.length + 1)));
    }

    @Test
    void reader_refusesWhatIsOutOfBounds() {
        byte[] snapshot = new SnapshotWriter("v").putInt(5).putInt(0).toByteArray();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SnapshotReader("v", snapshot).intWithin(6, Integer.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotReader("v", snapshot).bytes(4));
        assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotReader("v", snapshot).booleanValue());
        byte[] short1 = new SnapshotWriter("v").putBytes(new byte[1]).toByteArray();
        assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotReader("v", short1).bytesOfLength(2));
    }

    @Test
    void reader_throwsNothingElseOnAnyBytes() {
        Random random = new Random(4711);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = SNAPSHOT.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                readAll(damaged);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageContaining("snapshot");
            }
        }
    }

    private static void readAll(byte[] snapshot) {
        SnapshotReader reader = new SnapshotReader("a-1", snapshot);
        reader.intValue();
        reader.bytes(Integer.MAX_VALUE);
        reader.longValue();
        reader.booleanValue();
        reader.end();
    }
}
