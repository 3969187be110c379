package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of {@code recover}, {@code pack} and {@code unpack}. */
final class IntegrityCommandsTest {

    private static final String STORE_FILE = "19700101F.cq4";
    private static final long MAGIC = 0x0a4b_4c42_314a_4656L;
    private static final int TYPE_AT = 10;
    private static final int PAYLOAD = 2;
    private static final int SEAL = 4;

    private final Path temp;
    private final Path journal;
    private final Path packed;

    IntegrityCommandsTest(@TempDir Path temp) {
        this.temp = temp;
        this.journal = temp.resolve("f05.vfj");
        this.packed = temp.resolve("f05.vfj.tar.zst");
        assertThat(ToolRun.of("import", Captures.copy("f05-destination.pcap", temp), "-o", journal)
                        .code())
                .isZero();
    }

    @Test
    void recover_showsWhatIsLostAndWhichPositionWasWhich() throws IOException {
        alter(PAYLOAD, 90);
        ToolRun run = ToolRun.of("recover", journal, "-o", temp.resolve("new.vfj"));

        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.err()).isEmpty();
        Golden.assertMatches("recover-f05.txt", stable(run.out()));
        assertThat(ToolRun.of("verify", temp.resolve("new.vfj")).code()).isZero();
        assertThat(ToolRun.of("replay", temp.resolve("new.vfj")).out()).contains("no difference");
        assertThat(ToolRun.of("info", temp.resolve("new.vfj")).out())
                .contains("recovered from the journal with digest");
    }

    @Test
    void recover_asJsonIsOneDocument() throws IOException {
        alter(PAYLOAD, 90);
        ToolRun run = ToolRun.of("recover", journal, "-o", temp.resolve("new.vfj"), "--json");

        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        Golden.assertMatches("recover-f05.json", stable(run.out()));
    }

    @Test
    void recover_saysThatNobodyKnowsWhatFollowedATornEnd() throws IOException {
        cutAt(SEAL);
        ToolRun run = ToolRun.of("recover", journal, "-o", temp.resolve("new.vfj"));

        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        Golden.assertMatches("recover-torn.txt", stable(run.out()));
        assertThat(ToolRun.of("check", temp.resolve("new.vfj")).out()).contains("C-08");
    }

    @Test
    void recover_ofASoundJournalFindsNothing() {
        ToolRun run = ToolRun.of("recover", journal, "-o", temp.resolve("new.vfj"));

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("11 events recovered, nothing was missing");
        assertThat(ToolRun.of("dump", temp.resolve("new.vfj")).out())
                .isEqualTo(ToolRun.of("dump", journal).out());
    }

    @Test
    void recover_neverOverwrites() {
        ToolRun run = ToolRun.of("recover", journal, "-o", journal);

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("exists already");
    }

    @Test
    void pack_andUnpackShowTheDigestThatInfoShows() {
        String digest = digest(ToolRun.of("info", journal));

        ToolRun pack = ToolRun.of("pack", journal, "-o", packed);
        ToolRun unpack = ToolRun.of("unpack", packed, "-o", temp.resolve("again.vfj"));

        assertThat(pack.code()).isZero();
        assertThat(unpack.code()).isZero();
        assertThat(List.of(digest(pack), digest(unpack), digest(ToolRun.of("verify", packed))))
                .containsOnly(digest);
        assertThat(temp.resolve("again.vfj").resolve(STORE_FILE)).hasSameBinaryContentAs(journal.resolve(STORE_FILE));
    }

    @Test
    void pack_andUnpackAsJsonAreOneDocument() {
        ToolRun pack = ToolRun.of("pack", journal, "-o", packed, "--json");
        ToolRun unpack = ToolRun.of("unpack", packed, "-o", temp.resolve("again.vfj"), "--json");

        Golden.assertMatches("pack-f05.json", stable(pack.out()).replaceAll("ytes\" : \\d+", "ytes\" : N"));
        Golden.assertMatches("unpack-f05.json", stable(unpack.out()).replaceAll("ytes\" : \\d+", "ytes\" : N"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "dump", "check", "replay", "postmortem", "verify", "info --json", "verify --json"})
    void verb_showsOfAPackedJournalWhatItShowsOfTheJournal(String verb) {
        ToolRun.of("pack", journal, "-o", packed);
        String[] words = verb.split(" ", -1);

        ToolRun ofJournal = ToolRun.of(with(words, journal));
        ToolRun ofPacked = ToolRun.of(with(words, packed));

        assertThat(ofPacked.code()).isEqualTo(ofJournal.code());
        assertThat(ofPacked.err()).isEmpty();
        assertThat(ofPacked.out().replace(packed.toString(), journal.toString()))
                .isEqualTo(ofJournal.out());
    }

    @Test
    void diff_comparesAJournalWithItsPackedSelf() {
        ToolRun.of("pack", journal, "-o", packed);

        assertThat(ToolRun.of("diff", journal, packed).code()).isZero();
        assertThat(ToolRun.of("query", packed, "errno == EINVAL", "--count").out())
                .isEqualTo("1" + System.lineSeparator());
    }

    @Test
    void dump_ofADamagedPackedJournalNamesWhatTheUserNamed() throws IOException {
        alter(PAYLOAD, 90);
        ToolRun.of("pack", journal, "-o", packed);
        ToolRun run = ToolRun.of("dump", packed);

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains(packed + "/" + STORE_FILE).contains("vfio-replay verify " + packed);
        assertThat(ToolRun.of("verify", packed).code()).isEqualTo(ExitCode.FOUND);
        assertThat(ToolRun.of("recover", packed, "-o", temp.resolve("new.vfj")).code())
                .isEqualTo(ExitCode.FOUND);
    }

    @Test
    void unpack_refusesADamagedFileInOneLineAndLeavesNothing() throws IOException {
        ToolRun.of("pack", journal, "-o", packed);
        byte[] bytes = Files.readAllBytes(packed);
        bytes[bytes.length / 2] ^= 1;
        Files.write(packed, bytes);

        ToolRun run = ToolRun.of("unpack", packed, "-o", temp.resolve("again.vfj"));

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err().lines()).hasSize(1);
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).hasSize(3);
        }
    }

    private static Object[] with(String[] words, Path last) {
        Object[] all = Arrays.copyOf(words, words.length + 1, Object[].class);
        all[words.length] = last;
        return all;
    }

    private static String digest(ToolRun run) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith("  digest "))
                .findFirst()
                .orElse("none");
    }

    /** Without hashes, sizes and names that are another test's. */
    private String stable(String out) {
        return out.replace(temp.toString(), "TEMP")
                .replaceAll("[0-9a-f]{64}", "HASH")
                .replaceAll("at byte \\d+", "at byte N")
                .replaceAll("0x[0-9a-f]{8}", "0xWORD")
                .replaceAll("\"(offset|length)\" : \\d+", "\"$1\" : N")
                .replaceAll("block \\d+ ", "block N ");
    }

    /** Flips a bit of the first block of a type. */
    private void alter(int type, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(journal.resolve(STORE_FILE));
        bytes[find(bytes, type) + at] ^= 1;
        Files.write(journal.resolve(STORE_FILE), bytes);
    }

    private void cutAt(int type) throws IOException {
        byte[] bytes = Files.readAllBytes(journal.resolve(STORE_FILE));
        Files.write(journal.resolve(STORE_FILE), Arrays.copyOf(bytes, find(bytes, type) + 20));
    }

    private static int find(byte[] bytes, int type) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (buffer.getLong(at) != MAGIC || bytes[at + TYPE_AT] != type) {
            at += Integer.BYTES;
        }
        return at;
    }
}
