package io.vfioreplay.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.pack.Packer.Packed;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.NotAJournalException;
import io.vfioreplay.journal.format.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What packing promises: the same journal bit for bit, the same file every time, nothing half done. */
final class PackedJournalTest {

    private static final String STORE_FILE = "19700101F.cq4";

    private final Path temp;
    private final Path journal;
    private final Path file;

    PackedJournalTest(@TempDir Path temp) {
        this.temp = temp;
        this.journal = temp.resolve("j.vfj");
        this.file = temp.resolve("j.vfj.tar.zst");
        write(journal);
    }

    private static void write(Path directory) {
        byte[] body = new byte[100_000];
        new Random(5).nextBytes(body);
        try (JournalWriter writer = JournalWriter.create(directory, new TreeMap<>(Map.of("eventFormat", "1")))) {
            writer.appendEvents(3, body, body.length);
            writer.seal(new TreeMap<>());
        }
    }

    @Test
    void unpack_restoresASoundJournalBitForBit() throws IOException {
        assertRoundTrip();
    }

    @Test
    void unpack_restoresADamagedJournalWithAllItsFilesAndUnusedRoom() throws IOException {
        byte[] bytes = Files.readAllBytes(journal.resolve(STORE_FILE));
        bytes[5000] ^= 1;
        Files.write(journal.resolve(STORE_FILE), bytes);
        Files.write(journal.resolve(STORE_FILE), new byte[3_000_001], StandardOpenOption.APPEND);
        Files.write(journal.resolve("metadata.cq4t"), new byte[] {1, 2, 3});
        Files.createFile(journal.resolve("19700102F.cq4"));

        assertRoundTrip();
    }

    private void assertRoundTrip() throws IOException {
        Packed packed = Packer.pack(journal, file, Progress.NONE);
        Manifest manifest = Unpacker.unpack(file, temp.resolve("restored.vfj"), Progress.NONE);

        assertThat(content(temp.resolve("restored.vfj"))).isEqualTo(content(journal));
        assertThat(manifest).isEqualTo(packed.manifest());
        assertThat(packed.bytes()).isEqualTo(Files.size(file));
        assertThat(packed.sha256()).isEqualTo(sha256(file));
        assertThat(names(temp)).containsExactly("j.vfj", "j.vfj.tar.zst", "restored.vfj");
    }

    @Test
    void pack_leavesOutWhatIsNotTheJournals() throws IOException {
        Files.writeString(journal.resolve("notes.txt"), "mine");

        Packed packed = Packer.pack(journal, file, Progress.NONE);

        assertThat(packed.manifest().files()).extracting("name").containsExactly(STORE_FILE);
    }

    @Test
    void pack_givesTheSameBytesWhateverTheJournalIsCalled() throws IOException {
        Path other = temp.resolve("other-name");
        write(other);

        Packer.pack(journal, file, Progress.NONE);
        Packer.pack(other, temp.resolve("other.vfj.tar.zst"), Progress.NONE);

        assertThat(temp.resolve("other.vfj.tar.zst")).hasSameBinaryContentAs(file);
    }

    @Test
    void pack_saysTheDigestOfTheJournal() {
        try (JournalReader reader = JournalReader.open(journal)) {
            assertThat(Packer.pack(journal, file, Progress.NONE).manifest().digest())
                    .isEqualTo(reader.digest());
        }
    }

    @Test
    void pack_neverOverwrites() throws IOException {
        Files.writeString(file, "something dear");

        assertThatThrownBy(() -> Packer.pack(journal, file, Progress.NONE))
                .isInstanceOf(NotAJournalException.class)
                .hasMessageContaining("exists already");
        assertThat(file).hasContent("something dear");
    }

    @Test
    void unpack_neverOverwrites() throws IOException {
        Packer.pack(journal, file, Progress.NONE);
        Path empty = Files.createDirectory(temp.resolve("empty"));

        assertThatThrownBy(() -> Unpacker.unpack(file, empty, Progress.NONE))
                .isInstanceOf(NotAJournalException.class)
                .hasMessageContaining("exists already");
        assertThat(names(empty)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "text", "directory"})
    void pack_refusesWhatIsNoJournalAndLeavesNothing(String what) throws IOException {
        Path given = temp.resolve(what);
        switch (what) {
            case "text" -> Files.writeString(given, "hello");
            case "directory" -> Files.createDirectory(given);
            default -> {}
        }

        assertThatThrownBy(() -> Packer.pack(given, file, Progress.NONE)).isInstanceOf(NotAJournalException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void source_opensAPackedJournalAndRemovesWhatItUnpacked() {
        Packer.pack(journal, file, Progress.NONE);

        Path unpacked;
        try (JournalSource source = JournalSource.open(file, RecorderModel.NONE, Progress.NONE)) {
            unpacked = source.journal();
            assertThat(unpacked).isDirectory();
            assertThat(source.shown()).isEqualTo(file);
        }

        assertThat(unpacked).doesNotExist();
    }

    /** Sizes around the end of the octal form, as GNU tar and Python's tarfile write them. */
    @ParameterizedTest
    @CsvSource({
        "0, 303030303030303030303000",
        "4097, 303030303030313030303100",
        "8589934591, 373737373737373737373700",
        "8589934592, 800000000000000200000000"
    })
    void tarHeader_writesSizesAsOtherToolsReadThem(long bytes, String field) {
        byte[] header = TarHeader.of("journal.vfj/19700101F.cq4", bytes);

        assertThat(HexFormat.of().formatHex(header, 124, 136)).isEqualTo(field);
        assertThat(header).hasSize(512);
    }

    private static Map<String, String> content(Path directory) throws IOException {
        Map<String, String> content = new TreeMap<>();
        for (String name : names(directory)) {
            content.put(name, Files.size(directory.resolve(name)) + " " + sha256(directory.resolve(name)));
        }
        return content;
    }

    private static String sha256(Path of) throws IOException {
        byte[] bytes = Files.readAllBytes(of);
        return HexFormat.of().formatHex(Sha256.of(bytes, 0, bytes.length));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> String.valueOf(each.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
