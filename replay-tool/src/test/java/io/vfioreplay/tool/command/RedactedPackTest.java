package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(ToolRun.of("info", packedSource).out()).contains("redacted from the journal with digest ");
    }

    @Test
    void pack_withTheSameKeyMakesTheSameFile() throws IOException {
        Path once = directory.resolve("once");
        Path again = directory.resolve("again");
        ToolRun.of("pack", source, "--redact", "--redact-key", key, "-o", once);
        ToolRun.of("pack", source, "--redact", "--redact-key", key, "-o", again);

        assertThat(Files.mismatch(once, again)).isEqualTo(-1);
    }

    @Test
    void postmortem_refusesSidesWhoseBytesWereReplacedInDifferentWays() {
        Path packed = directory.resolve("source.vfj.tar.zst");
        ToolRun.of("pack", source, "--redact", "--redact-key", key, "-o", packed);

        ToolRun run = ToolRun.of("postmortem", packed, destination);

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err())
                .contains("the source is redacted with key ", "the destination not redacted", "--redact-key FILE");
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
