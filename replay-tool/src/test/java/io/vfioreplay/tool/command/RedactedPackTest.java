package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pack --redact} of two messages that were exchanged. */
final class RedactedPackTest {

    @TempDir
    private Path directory;

    private Path source = Path.of("");
    private Path destination = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void importBoth() throws IOException {
        source = imported("source");
        destination = imported("destination");
        key = Files.write(directory.resolve("key"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    }

    @Test
    void pack_ofBothSidesWithOneKeyTellsTheSame() {
        Path packedSource = directory.resolve("source.vfj.tar.zst");
        Path packedDestination = directory.resolve("destination.vfj.tar.zst");

        assertThat(ToolRun.of("pack", source, "--redact", "--redact-key", key, "-o", packedSource)
                        .code())
                .isZero();
        ToolRun run = ToolRun.of(
                "pack", destination, "--beside", source, "--redact", "--redact-key", key, "-o", packedDestination);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(told(packedSource, packedDestination)).isEqualTo(told(source, destination));
        assertThat(ToolRun.of("info", packedSource).out())
                .contains("redacted from the journal with digest ")
                .doesNotContain("sha256");
        assertThat(ToolRun.of("info", packedSource, "--json").out()).contains("\"sha256\" : null");
    }

    @Test
    void pack_withTheSameKeyMakesTheSameFile() throws IOException {
        Path once = directory.resolve("once");
        Path again = directory.resolve("again");
        ToolRun.of("pack", source, "--redact", "--redact-key", key, "-o", once);
        ToolRun.of("pack", source, "--redact", "--redact-key", key, "-o", again);

        assertThat(Files.mismatch(once, again)).isEqualTo(-1);
    }

    /** Each verb that looks at two recordings; S and D stand for them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postmortem S D",
                "diff S D --state",
                "debug S D -e when",
                "whatif S D --drop 9",
                "shrink S D --keep-exit true -o NEW",
                "export S --destination D --to perfetto -o NEW",
                "sql S --destination D --tables",
                "replay S --source D",
                "pack D --beside S --redact -o NEW"
            })
    void verbs_refuseRecordingsWhoseBytesWereReplacedInDifferentWays(String command) {
        Path redacted = redacted();
        Path made = directory.resolve("new");

        ToolRun run = ToolRun.of(Arrays.stream(command.split(" ", -1))
                .map(word -> switch (word) {
                    case "S" -> redacted;
                    case "D" -> destination;
                    case "NEW" -> made;
                    default -> word;
                })
                .toArray());

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err())
                .contains(
                        "the first recording is redacted with key ",
                        "the second is not redacted",
                        "expected both as they were recorded, or both redacted with the same --redact-key FILE");
        assertThat(made).doesNotExist();
    }

    @Test
    void regress_callsACaseOfDifferentlyRedactedSidesUnusable() throws IOException {
        Path pair = Files.createDirectories(directory.resolve("cases/pair"));
        Files.move(redacted(), pair.resolve("source.vfj.tar.zst"));
        ToolRun.of("pack", destination, "-o", pair.resolve("destination.vfj.tar.zst"));

        ToolRun run = ToolRun.of("regress", directory.resolve("cases"));

        assertThat(run.code()).isNotZero();
        assertThat(run.out() + run.err()).contains("so their bytes cannot be compared");
    }

    /** Beside what was redacted once with the same key, what was redacted twice could not be told from its counterpart. */
    @Test
    void pack_refusesAJournalThatIsRedactedAlready() {
        Path once = redacted();
        String digest = ToolRun.of("info", source).out().replaceFirst("(?s).*digest ([0-9a-f]{64}).*", "$1");
        Path twice = directory.resolve("twice");

        ToolRun run = ToolRun.of("pack", once, "--redact", "--redact-key", key, "-o", twice);

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err())
                .startsWith("vfio-replay: " + once + " is redacted with key ")
                .contains(
                        " already; expected a journal as it was recorded",
                        "redact the original, which has the digest " + digest);
        assertThat(twice).doesNotExist();
    }

    @Test
    void regress_findsInARedactedRecordingWhatModelsFoundBefore() throws IOException {
        Path originals = Files.createDirectory(directory.resolve("originals"));
        Path redacted = Files.createDirectory(directory.resolve("redacted"));
        Path original = originals.resolve("case.vfj.tar.zst");
        Files.copy(Path.of("src/test/resources/regress/walks/wild-v1-rfc2.vfj.tar.zst"), original);
        ToolRun run = ToolRun.of(
                "pack", original, "--redact", "--redact-key", key, "-o", redacted.resolve("case.vfj.tar.zst"));
        assertThat(run.code()).isZero();

        assertThat(findings(originals)).contains("\"443 M-12 device").isEqualTo(findings(redacted));
    }

    /** What is kept beside the only recording of a directory as its findings. */
    private static String findings(Path cases) throws IOException {
        assertThat(ToolRun.of("regress", cases, "--accept").code()).isZero();
        return Files.readString(cases.resolve("case.expected.json"))
                .replaceFirst("(?s).*(\"findings\" : \\{[^}]*\\}).*", "$1");
    }

    @Test
    void whatif_keepsWhatModelsFoundWithItsEvent() {
        Path packed = directory.resolve("destination.vfj.tar.zst");
        ToolRun.of("pack", destination, "--beside", source, "--redact", "--redact-key", key, "-o", packed);

        assertThat(ToolRun.of("whatif", packed, "--insert", "before 3 mmioRead region=1 offset=0 length=4 device=0")
                        .out())
                .contains("1 event inserted", "instead  the same")
                .doesNotContain("M-12");
        assertThat(ToolRun.of("whatif", packed, "--change", "9 data=00").out())
                .containsPattern("no longer found\\R +warning M-12 \\(destination, position 9\\)");
    }

    private Path redacted() {
        Path packed = directory.resolve("source.vfj.tar.zst");
        assertThat(ToolRun.of("pack", source, "--redact", "--redact-key", key, "-o", packed)
                        .code())
                .isZero();
        return packed;
    }

    @Test
    void pack_redactsAPackedJournalAsItDoesTheJournal() throws IOException {
        Path packed = directory.resolve("packed.vfj.tar.zst");
        ToolRun.of("pack", source, "-o", packed);
        Path ofPacked = directory.resolve("of-packed");
        ToolRun run = ToolRun.of("pack", packed, "--redact", "--redact-key", key, "-o", ofPacked);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.mismatch(redacted(), ofPacked)).isEqualTo(-1);
    }

    @Test
    void pack_saysOfAPackedJournalThatItIsOne() {
        Path packed = directory.resolve("packed.vfj.tar.zst");
        ToolRun.of("pack", source, "-o", packed);

        ToolRun run = ToolRun.of("pack", packed, "-o", directory.resolve("again"));

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains(packed + " is packed already", "vfio-replay unpack ");
        assertThat(directory.resolve("again")).doesNotExist();
    }

    @Test
    void pack_withoutAKeySaysThatNothingCanBeComparedWithIt() {
        ToolRun run = ToolRun.of("pack", source, "--redact", "--redact-time", "-o", directory.resolve("packed"));

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("redacted with a key that is forgotten");
    }

    @Test
    void pack_refusesAKeyThatIsTooShort() throws IOException {
        Path weak = Files.write(directory.resolve("weak"), new byte[3]);

        ToolRun run = ToolRun.of("pack", source, "--redact", "--redact-key", weak, "-o", directory.resolve("packed"));

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("holds 3 bytes; expected a key of 16 to 65536");
        assertThat(directory.resolve("packed")).doesNotExist();
    }

    @Test
    void pack_refusesAKeyWithoutRedaction() {
        ToolRun run = ToolRun.of("pack", source, "--redact-key", key, "-o", directory.resolve("packed"));

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("are for --redact, which was not given");
    }

    private Path imported(String side) {
        Path journal = directory.resolve(side + ".vfj");
        Path capture = Captures.copy("f12-" + side + ".pcap.gz", directory);
        assertThat(ToolRun.of("import", capture, "-o", journal).code()).isZero();
        return journal;
    }

    /** Verdict, blame, and the head of each finding. */
    private static String told(Path from, Path to) {
        String all = ToolRun.of("postmortem", from, to, "--notes").out();
        StringBuilder told = new StringBuilder(all.lines().findFirst().orElse(""));
        all.lines()
                .filter(line -> line.matches("(error|warning|note) .*"))
                .forEach(line -> told.append('\n').append(line));
        return told.toString();
    }
}
