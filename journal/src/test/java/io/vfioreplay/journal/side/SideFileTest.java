package io.vfioreplay.journal.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SideFileTest {

    private static final int FRAMES = 70; // More than the table begins with.

    @TempDir
    private Path temp;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = temp.resolve("beside.vfx");
        try (SideFileWriter writer = SideFileWriter.create(file)) {
            for (int i = 0; i < FRAMES; i++) {
                writer.append(i % 3, 1000L * i, frame(i), i);
            }
            assertThat(file).doesNotExist();
            writer.complete();
        }
    }

    private static byte[] frame(int index) {
        byte[] bytes = new byte[index + 5]; // More than is written.
        Arrays.fill(bytes, (byte) index);
        return bytes;
    }

    @Test
    void read_givesWhatWasAppended() {
        try (SideFileReader reader = SideFileReader.open(file)) {
            List<SideFrame> frames = reader.frames();
            assertThat(frames).hasSize(FRAMES);
            for (int i = 0; i < FRAMES; i++) {
                assertThat(frames.get(i).type()).isEqualTo(i % 3);
                assertThat(frames.get(i).key()).isEqualTo(1000L * i);
                assertThat(reader.read(frames.get(i))).contains(Arrays.copyOf(frame(i), i));
            }
        }
    }

    @Test
    void open_orReadFindsEveryFlippedBit() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            assertThat(unreadableFrames()).as("bit %d", bit).isPositive();
        }
    }

    @Test
    void open_refusesEveryOtherLength() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length + 40; length++) {
            if (length != whole.length) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> SideFileReader.open(file)).isInstanceOf(UnusableSideFileException.class);
            }
        }
    }

    @Test
    void open_allocatesNoMoreThanTheFileHasForAFootThatClaimsMillionsOfFrames() throws IOException {
        byte[] hostile = new byte[SideLayout.HEAD_BYTES + SideLayout.FOOT_BYTES];
        ByteBuffer.wrap(hostile)
                .put(SideLayout.head())
                .put(SideLayout.foot(new SideLayout.Foot(SideLayout.HEAD_BYTES, SideLayout.FRAMES_MAX, 0)));
        Files.write(file, hostile);
        assertThatThrownBy(() -> SideFileReader.open(file))
                .isInstanceOf(UnusableSideFileException.class)
                .hasMessageContaining("has no room in 48 bytes");
    }

    @Test
    void open_refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> SideFileReader.open(temp.resolve("none.vfx")))
                .isInstanceOf(UnusableSideFileException.class)
                .hasMessage(temp.resolve("none.vfx") + ": there is none");
    }

    @Test
    void close_leavesTheOldFileAndNoOtherWhenTheNewOneIsNotComplete() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (SideFileWriter writer = SideFileWriter.create(file)) {
            writer.append(1, 1, frame(1), 1);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** How many frames cannot be read; all and one more where the file cannot be opened. */
    private int unreadableFrames() {
        try (SideFileReader reader = SideFileReader.open(file)) {
            return (int) reader.frames().stream()
                    .map(reader::read)
                    .filter(Optional::isEmpty)
                    .count();
        } catch (UnusableSideFileException unusable) {
            return FRAMES + 1;
        }
    }
}
