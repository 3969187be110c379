package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineToolTest {

    @TempDir
    private Path temp;

    private Path capture = Path.of("");
    private Path journal = Path.of("");

    @BeforeEach
    void importCapture() {
        capture = Captures.copy("f05-destination.pcap", temp);
        journal = temp.resolve("f05.vfj");
        assertThat(ToolRun.of("import", capture, "-o", journal).code()).isZero();
    }

    @Test
    void dump_showsEveryEventOnALine() {
        Golden.assertMatches("dump-f05.txt", ToolRun.of("dump", journal).out());
    }

    @Test
    void dump_ofTheCaptureIsThatOfTheJournal() {
        assertThat(ToolRun.of("dump", capture).out())
                .isEqualTo(ToolRun.of("dump", journal).out());
    }

    @Test
    void dump_showsRangesInTheOrderGiven() {
        ToolRun run = ToolRun.of("dump", journal, "3", "9-end", "0-1");
        assertThat(run.out().lines().map(line -> line.strip().split(" ", -1)[0]))
                .containsExactly("3", "9", "10", "0", "1");
    }

    @Test
    void dump_asJsonIsOneDocument() {
        Golden.assertMatches(
                "dump-f05.json", ToolRun.of("dump", journal, "--json", "0-3").out());
    }

    @Test
    void info_accountsForEveryPacket() {
        String out = ToolRun.of("info", journal).out().replace(journal.toString(), "JOURNAL");
        Golden.assertMatches("info-f05.txt", out);
        Golden.assertMatches(
                "info-f05.json", ToolRun.of("info", journal, "--json").out());
    }

    @Test
    void query_findsByFieldAndExitsLikeGrep() {
        ToolRun found = ToolRun.of("query", journal, "errno == EINVAL", "--count");
        assertThat(found.out()).isEqualTo("1" + System.lineSeparator());
        assertThat(found.code()).isZero();
        assertThat(ToolRun.of("query", journal, "errno == EIO").code()).isEqualTo(ExitCode.FOUND);
    }

    @Test
    void query_pointsAtTheMistake() {
        ToolRun run = ToolRun.of("query", journal, "kind == mmioReads");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("column 9").contains("^");
    }

    @Test
    void verify_saysSoundUntilAByteIsFlipped() throws IOException {
        assertThat(ToolRun.of("verify", journal).code()).isZero();
        Path file = journal.resolve("19700101F.cq4");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        ToolRun run = ToolRun.of("verify", journal);
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.out()).contains("damaged place").contains("19700101F.cq4 at byte");
        assertThat(ToolRun.of("dump", journal).code()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void import_neverOverwrites() {
        ToolRun run = ToolRun.of("import", capture, "-o", journal);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("exists already");
    }

    @Test
    void import_refusesAJournal() {
        Path packed = temp.resolve("packed");
        ToolRun.of("pack", journal, "-o", packed);
        for (Path given : new Path[] {journal, packed}) {
            ToolRun run = ToolRun.of("import", given, "-o", temp.resolve("again.vfj"));
            assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(run.err()).contains(given + " is a journal already");
            assertThat(temp.resolve("again.vfj")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "stats", "replay --to"})
    void range_isRefusedWhenItBeginsBehindTheLastEvent(String verb) {
        String[] words = verb.split(" ", -1);
        ToolRun run =
                words.length == 1 ? ToolRun.of(verb, journal, "11-12") : ToolRun.of(words[0], journal, words[1], "11");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("begins behind the last event; expected positions from 0 to 10");
    }

    @Test
    void option_saysWhatANumberIsInTheWordsOfPeople() {
        ToolRun run = ToolRun.of("stats", journal, "--top", "x");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("'x' is no whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "directory", "text", "beginning.gz", "random"})
    void dump_refusesWhatIsNoCaptureInOneLine(String what) throws IOException {
        Path file = temp.resolve(what);
        switch (what) {
            case "empty" -> Files.write(file, new byte[0]);
            case "directory" -> Files.createDirectory(file);
            case "text" -> Files.writeString(file, "hello, this is text\n");
            case "beginning.gz" -> Files.write(file, Arrays.copyOf(compressed(), 12));
            case "random" -> Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
            default -> {}
        }
        ToolRun run = ToolRun.of("dump", file);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("vfio-replay: " + file);
    }

    @Test
    void dump_showsWhatThereIsOfACompressedCaptureThatWasCut() throws IOException {
        byte[] whole = compressed();
        Path cut = Files.write(temp.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2));
        ToolRun run = ToolRun.of("dump", cut);
        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .anyMatch(line -> line.contains("protocolNegotiated party=CLIENT"))
                .anyMatch(line -> line.contains("the compressed file ends early, at byte " + whole.length / 2));
    }

    private byte[] compressed() throws IOException {
        return Files.readAllBytes(Captures.copy("f18-destination.pcap.gz", temp));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bench",
                "check",
                "coverage",
                "demo",
                "diff",
                "doctor",
                "dump",
                "explain",
                "import",
                "info",
                "pack",
                "postmortem",
                "query",
                "recover",
                "regress",
                "replay",
                "stats",
                "unpack",
                "verify"
            })
    void help_ofEveryVerbSaysWhatItIsForAndHowItEnds(String verb) {
        ToolRun run = ToolRun.of(verb, "--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Usage: vfio-replay " + verb).contains("--help");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void bench_saysWhereToRunItWhenTheBenchmarksAreNotThere() {
        ToolRun run = ToolRun.of("bench");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("./vfio-replay bench");
    }

    @Test
    void run_suggestsTheVerbThatWasMeant() {
        ToolRun run = ToolRun.of("dmup", journal);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("dump");
    }

    @Test
    void dump_makesForeignControlCharactersHarmless() throws IOException {
        byte[] bytes = Files.readAllBytes(capture);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("capabilities");
        bytes[at] = 0x1b;
        Path hostile = Files.write(temp.resolve("hostile.pcap"), bytes);
        ToolRun run = ToolRun.of("dump", hostile);
        assertThat(run.out()).doesNotContain("\u001b").contains("\\u001b");
    }
}
