package io.vfioreplay.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.JournalException;
import io.vfioreplay.journal.format.JournalTooNewException;
import io.vfioreplay.journal.format.NotAJournalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives that nobody should trust. Invariant checked: each is refused with the name of the file, and nothing is left, neither
 * where the journal was to be nor anywhere around it.
 */
final class HostileArchiveTest {

    private static final String NAME = "19700101F.cq4";
    private static final String PATH = "journal.vfj/" + NAME;
    private static final String OTHER = "journal.vfj/20000101F.cq4";

    private final Path temp;
    private final Path file;
    private final Path target;
    private final byte[] store;
    private final String digest;

    HostileArchiveTest(@TempDir Path temp) throws IOException {
        this.temp = Files.createDirectory(temp.resolve("here"));
        this.file = this.temp.resolve("j.vfj.tar.zst");
        this.target = this.temp.resolve("j.vfj");
        Path journal = temp.resolve("elsewhere.vfj");
        try (JournalWriter writer = JournalWriter.create(journal, new TreeMap<>())) {
            writer.seal(new TreeMap<>());
        }
        this.store = Files.readAllBytes(journal.resolve(NAME));
        try (JournalReader reader = JournalReader.open(journal)) {
            this.digest = reader.digest();
        }
    }

    private Archive good() {
        return new Archive().manifest(manifest(store.length)).entry(PATH, store);
    }

    private String manifest(long bytes) {
        return Archive.text(digest, Archive.file(PATH, bytes, store));
    }

    @Test
    void unpack_takesWhatThisTestBuildsOn() throws IOException {
        Files.write(file, good().finished());

        assertThat(Unpacker.isPacked(file)).isTrue();
        Unpacker.unpack(file, target, Progress.NONE);
        assertThat(target.resolve(NAME)).hasBinaryContent(store);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "journal.vfj/../19700101F.cq4",
                "journal.vfj/sub/19700101F.cq4",
                "../19700101F.cq4",
                "/etc/19700101F.cq4",
                "journal.vfj//19700101F.cq4",
                "journal.vfj/notes.txt",
                "journal.vfj/.hidden.cq4",
                "journal.vfj/19700101F.cq4 ",
                "journal.vfj/19700101F.cq4/.",
                "journal.vfj/\u00e919700101F.cq4",
                "journal.vfj/a\u000019700101F.cq4",
                "journal.vfj/..",
                "journal.vfj/"
            })
    void unpack_refusesNamesThatNoJournalHas(String name) throws IOException {
        String manifest = Archive.text(digest, Archive.file(name, store.length, store));

        assertRefused(new Archive().manifest(manifest).entry(name, store).finished(), "manifest");
    }

    @Test
    void unpack_refusesANameThatComesTwiceOrOutOfOrder() throws IOException {
        String one = Archive.file(PATH, store.length, store);
        String other = Archive.file(OTHER, store.length, store);

        assertRefused(twoEntries(Archive.text(digest, one, one), PATH, PATH), "twice");
        assertRefused(twoEntries(Archive.text(digest, other, one), OTHER, PATH), "twice");
    }

    private byte[] twoEntries(String manifest, String first, String second) {
        return new Archive()
                .manifest(manifest)
                .entry(first, store)
                .entry(second, store)
                .finished();
    }

    @Test
    void unpack_refusesEntriesThatTheManifestDoesNotName() throws IOException {
        assertRefused(good().entry(OTHER, store).finished(), "something else than the end");
        assertRefused(good().entry("../x", store).finished(), "something else than the end");
        assertRefused(
                new Archive()
                        .manifest(manifest(store.length))
                        .entry(OTHER, store)
                        .finished(),
                "another entry");
        assertRefused(new Archive().entry(PATH, store).finished(), "no manifest");
        assertRefused(new Archive().manifest(manifest(store.length)).finished(), "another entry");
    }

    @Test
    void unpack_refusesAnEntryThatIsNoPlainFile() throws IOException {
        for (int at : new int[] {100, 110, 124, 136, 156, 157, 265, 345}) {
            byte[] header = TarHeader.of(PATH, store.length);
            header[at] = '2';
            assertRefused(
                    new Archive()
                            .manifest(manifest(store.length))
                            .entry(header, store)
                            .finished(),
                    "another entry");
        }
    }

    @Test
    void unpack_refusesSizesThatLie() throws IOException {
        int size = store.length;
        assertRefused(
                new Archive().manifest(manifest(size + 1)).entry(PATH, store).finished(), "another entry");
        assertRefused(
                new Archive()
                        .manifest(manifest(size - 1))
                        .entry(TarHeader.of(PATH, size - 1), store)
                        .finished(),
                "another hash");
        assertRefused(
                new Archive()
                        .manifest(manifest(size + 5000))
                        .entry(TarHeader.of(PATH, size + 5000), store)
                        .finished(),
                "an end in the middle");
    }

    @Test
    void unpack_refusesABombBeforeItWritesAnything() throws IOException {
        long bytes = 1L << 40;
        String small = Archive.file(PATH, 999_999_999_999_999_999L, store);
        String[] many = new String[20];
        Arrays.setAll(many, i -> small.replace("19700101F", String.valueOf((char) ('a' + i))));

        assertRefused(
                new Archive()
                        .manifest(manifest(bytes))
                        .raw(TarHeader.of(PATH, bytes))
                        .raw(new byte[1 << 20])
                        .unfinished(),
                "more than a journal's do");
        assertRefused(new Archive().manifest(Archive.text(digest, many)).finished(), "overflow");
    }

    @Test
    void unpack_refusesAManifestWithoutEnd() throws IOException {
        byte[] endless = Arrays.copyOf(manifest(store.length).getBytes(StandardCharsets.US_ASCII), 1 << 20);

        assertRefused(new Archive().entry("MANIFEST", endless).finished(), "no manifest");
    }

    @Test
    void unpack_refusesWrongHashes() throws IOException {
        byte[] altered = store.clone();
        altered[300] ^= 1;

        assertRefused(
                new Archive()
                        .manifest(manifest(store.length))
                        .entry(PATH, altered)
                        .finished(),
                "another hash");
        String lying = Archive.text("0".repeat(64), Archive.file(PATH, store.length, store));
        assertRefused(new Archive().manifest(lying).entry(PATH, store).finished(), "whose manifest says 0000");
    }

    @Test
    void unpack_refusesWhatHoldsNoJournal() throws IOException {
        byte[] zeros = new byte[8192];
        String manifest = Archive.text(digest, Archive.file(PATH, zeros.length, zeros));

        assertRefused(new Archive().manifest(manifest).entry(PATH, zeros).finished(), "no complete one");
        assertRefused(new Archive().manifest(Archive.text(digest)).finished(), "a directory without it");
    }

    @Test
    void unpack_namesAVersionThatIsTooNew() throws IOException {
        Files.write(
                file,
                new Archive()
                        .manifest("# vfio-replay packed journal 2\nwhatever\n")
                        .finished());

        assertThat(Unpacker.isPacked(file)).isTrue();
        assertThatThrownBy(() -> Unpacker.unpack(file, target, Progress.NONE))
                .isInstanceOf(JournalTooNewException.class)
                .hasMessageContaining("packed journal version 1 or earlier, found version 2");
    }

    @Test
    void unpack_refusesAnythingBehindTheEnd() throws IOException {
        byte[] good = good().finished();
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};

        assertRefused(good().raw(new byte[1025]).unfinished(), "more behind its end");
        assertRefused(concat(good, new byte[] {0}), "more behind its end");
        assertRefused(concat(good, good), "more behind its end");
        assertRefused(concat(good, skippable), "more behind its end");
    }

    @Test
    void unpack_refusesAnArchiveThatIsCutOffAnywhere() throws IOException {
        byte[] good = good().finished();

        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length), "");
        }
        assertRefused(good().unfinished(), "an end in the middle");
    }

    @Test
    void unpack_neverRestoresAnythingElseWhicheverByteIsDamaged() throws IOException {
        byte[] good = good().finished();
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            good[at] ^= (byte) (1 << at % Byte.SIZE);
            Files.write(file, good);
            try {
                Unpacker.unpack(file, target, Progress.NONE);
                assertThat(target.resolve(NAME)).hasBinaryContent(store);
                Files.delete(target.resolve(NAME));
                Files.delete(target);
            } catch (JournalException expected) {
                refused++;
            }
            good[at] ^= (byte) (1 << at % Byte.SIZE);
        }
        assertThat(refused).isGreaterThan(good.length * 9 / 10);
        assertThat(names()).containsExactly("j.vfj.tar.zst");
    }

    private void assertRefused(byte[] archive, String because) throws IOException {
        Files.write(file, archive);

        assertThatThrownBy(() -> Unpacker.unpack(file, target, Progress.NONE))
                .isInstanceOf(NotAJournalException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(because);
        assertThat(names()).containsExactly("j.vfj.tar.zst");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(a);
        both.writeBytes(b);
        return both.toByteArray();
    }
}
