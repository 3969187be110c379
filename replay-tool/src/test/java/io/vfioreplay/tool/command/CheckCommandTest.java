package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} of recordings of which one cannot be read, or not all of it. */
final class CheckCommandTest {

    private static final String STORE = "19700101F.cq4";
    private static final String CAN_BE_READ = "name=\"the recording can be read\"><";

    @TempDir
    private Path temp;

    private Path sound = Path.of("");
    private Path torn = Path.of("");
    private Path none = Path.of("");

    @BeforeEach
    void importTwo() throws IOException {
        Path capture = Captures.copy("f05-destination.pcap", temp);
        sound = temp.resolve("sound.vfj");
        torn = temp.resolve("torn.vfj");
        none = temp.resolve("none.vfj");
        ToolRun.of("import", capture, "-o", sound);
        ToolRun.of("import", capture, "-o", torn, "--no-index");
        byte[] bytes = Files.readAllBytes(torn.resolve(STORE));
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        Files.write(torn.resolve(STORE), Arrays.copyOf(bytes, end - 1));
    }

    @Test
    void check_showsAndReportsTheOthersWhenOneCannotBeRead() throws IOException {
        Path junit = temp.resolve("rules.xml");
        Path sarif = temp.resolve("findings.sarif");
        ToolRun run = ToolRun.of("check", none, sound, "--junit", junit, "--sarif", sarif);

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).isEqualTo("vfio-replay: " + none + ": there is no such file; check the name\n");
        assertThat(run.out()).isEqualTo(ToolRun.of("check", sound).out());
        assertThat(Files.readString(junit))
                .contains("name=\"" + none + "\" tests=\"1\" failures=\"0\" errors=\"1\"")
                .contains(CAN_BE_READ + "error message=\"" + none + ": there is no such file")
                .contains("name=\"" + sound + "\"");
        SarifDocument document = SarifDocument.of(Files.readString(sarif));
        assertThat(document.notifications()).containsExactly(none + ": there is no such file; check the name");
        assertThat(document.ruleIds()).isNotEmpty();
    }

    @Test
    void check_ofRecordingsThatCanBeReadReportsNothingOfTheRunItself() throws IOException {
        Path sarif = temp.resolve("findings.sarif");
        ToolRun.of("check", sound, "--sarif", sarif);

        assertThat(SarifDocument.of(Files.readString(sarif)).notifications()).isEmpty();
    }

    @Test
    void check_asJsonHasAnErrorInPlaceOfFindingsWhenARecordingCannotBeRead() {
        ToolRun run = ToolRun.of("check", none, "--json");

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).contains("\"error\" : \"" + none).doesNotContain("findings");
    }

    @Test
    void check_ofATornJournalSaysWhatIsLostAndIsNoSuccess() throws IOException {
        Path junit = temp.resolve("rules.xml");
        Path sarif = temp.resolve("findings.sarif");
        ToolRun run = ToolRun.of("check", torn, "--junit", junit, "--sarif", sarif);

        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("damaged: TORN_TAIL in " + STORE, "lost: whatever came at position ");
        assertThat(Files.readString(junit)).contains(CAN_BE_READ + "failure message=\"TORN_TAIL in ");
        assertThat(SarifDocument.of(Files.readString(sarif)).ruleIds()).contains("CHECK-DAMAGED");
        assertThat(ToolRun.of("check", torn, "--json").out()).contains("\"code\" : \"TORN_TAIL\"");
    }
}
