package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.json.JsonTree;
import io.vfioreplay.tool.text.Palette;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a user sees it, on the recordings that ship inside the tool and on those of a failed migration. */
final class PostmortemCommandTest {

    @TempDir
    private Path temp;

    @Test
    void demo_showsTheMigrationThatOnlyLookedRight() {
        ToolRun run = ToolRun.of("demo");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        Golden.assertMatches("demo.txt", run.out());
    }

    @Test
    void demo_asJsonHasEveryMemberOfTheContract() {
        Golden.assertMatches("demo.json", ToolRun.of("demo", "--json").out());
    }

    @Test
    void demo_isTheSameInAnotherLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            Golden.assertMatches("demo.txt", ToolRun.of("demo").out());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void demo_savesItsRecordingsForOtherVerbs() {
        Path directory = temp.resolve("demo");
        assertThat(ToolRun.of("demo", "--save", directory).code()).isZero();
        Path source = directory.resolve("source.pcap.gz");
        Path destination = directory.resolve("destination.pcap.gz");
        assertThat(ToolRun.of("postmortem", source, destination).code()).isEqualTo(ExitCode.FOUND);
        assertThat(ToolRun.of("check", source, destination).code()).isZero();
        assertThat(ToolRun.of("diff", source, destination, "--stream").out())
                .contains("first at byte 12,288: A 79, B 7b");
        assertThat(ToolRun.of("replay", source, "--verify").out()).contains("no difference");
    }

    @Test
    void postmortem_ofOneRecordingSaysWhatItShows() {
        Path destination = Captures.copy("f05-destination.pcap", temp);
        ToolRun run = ToolRun.of("postmortem", destination);
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.out()).startsWith("FAILED").contains("not observed").contains("=>");
    }

    @Test
    void postmortem_saysFirstThatOneRecordingWasGivenTwice() {
        Path source = Captures.copy("f05-destination.pcap", temp);
        assertThat(ToolRun.of("postmortem", source, source).out().lines().skip(1))
                .first()
                .asString()
                .startsWith("Source and destination are the same recording");
    }

    @Test
    void postmortem_ofNullsWhereNothingWasObserved() {
        Path destination = Captures.copy("f18-destination.pcap.gz", temp);
        Golden.assertMatches(
                "postmortem-f18.json",
                ToolRun.of("postmortem", "--json", destination).out());
    }

    @Test
    void postmortem_showsBothSidesInOneOrderWhenAskedForATimeline() {
        Path directory = temp.resolve("timeline");
        ToolRun.of("demo", "--save", directory);
        Path source = directory.resolve("source.pcap.gz");
        Path destination = directory.resolve("destination.pcap.gz");
        String text =
                ToolRun.of("postmortem", "--timeline", source, destination).out();
        String lanes = text.substring(text.indexOf("timeline ("));
        Golden.assertMatches("timeline.txt", lanes);
        assertThat(lanes.lines()).allMatch(line -> line.length() <= 100);
        String json = ToolRun.of("postmortem", "--timeline", "--json", source, destination)
                .out();
        assertThat(JsonTree.object(json)).containsKeys("clock", "timeline");
    }

    @Test
    void postmortem_coloursForTerminalsOnly() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        CommandLineTool.run(new Console(stream, stream, Palette.COLOUR, true), "demo");
        stream.flush();
        String coloured = out.toString(StandardCharsets.UTF_8);
        assertThat(coloured).contains("\u001b[1;31mMIGRATED WITH DIFFERENCES\u001b[0m");
        assertThat(ToolRun.of("demo").out()).doesNotContain("\u001b");
    }

    @Test
    void explain_knowsEveryRuleThatAFindingNames() {
        assertThat(ToolRun.of("explain", "r-97").out()).startsWith("R-97: ");
        assertThat(ToolRun.of("explain", "RUNNING", "STOP_COPY").out()).contains("RUNNING_P2P -> STOP");
        assertThat(ToolRun.of("explain", "R-999").code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(ToolRun.of("explain").out().lines().count()).isGreaterThan(51);
    }
}
