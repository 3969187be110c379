package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code regress} on a copy of recordings that ship, as a user works with it; and on all that ship. */
final class RegressCommandTest {

    private static final Path SHIPPED = Path.of("src", "test", "resources", "regress");

    @TempDir
    private Path temp;

    private Path directory = Path.of("");
    private Path expectation = Path.of("");

    @BeforeEach
    void copyOneCase() throws IOException {
        directory = Files.createDirectory(temp.resolve("journals"));
        expectation = directory.resolve("f12.expected.json");
        for (String name : List.of("f12-source.vfj.tar.zst", "f12-destination.vfj.tar.zst", "f12.expected.json")) {
            Files.copy(SHIPPED.resolve("vfio-user").resolve(name), directory.resolve(name));
        }
    }

    @Test
    void regress_findsEverythingAsItWasInTheJournalsThatShip() throws IOException {
        ToolRun run = ToolRun.of("regress", SHIPPED);
        assertThat(run.out()).endsWith("65 cases: 65 same" + System.lineSeparator());
        assertThat(run.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(65);
        }
    }

    @Test
    void regress_saysThatACaseIsNewAndHowToAcceptIt() throws IOException {
        Files.delete(expectation);
        ToolRun run = ToolRun.of("regress", directory);
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.out()).startsWith("new       f12").contains("--accept");
        assertThat(expectation).doesNotExist();
    }

    @Test
    void accept_writesWhatTheNextRunExpects() throws IOException {
        String before = Files.readString(expectation);
        Files.delete(expectation);
        assertThat(ToolRun.of("regress", directory, "--accept").code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(Files.readString(expectation)).isEqualTo(before);
        assertThat(ToolRun.of("regress", directory).code()).isEqualTo(ExitCode.NOTHING_FOUND);
    }

    @Test
    void accept_showsTheDifferenceBeforeItWrites() throws IOException {
        String before = Files.readString(expectation);
        replace("\"blame\" : \"transport\"", "\"blame\" : \"vmm\"");
        ToolRun run = ToolRun.of("regress", directory, "--accept");
        assertThat(run.out()).contains("migration, blame: expected vmm, found transport (divergence)");
        assertThat(run.err()).contains("accepted");
        assertThat(run.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(Files.readString(expectation)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"verdict\" : \"failed\"', '\"verdict\" : \"migrated\"', 'verdict: expected migrated, found failed'",
        "'at byte 5120', 'at byte 5121', 'stream first difference: expected at byte 5121'",
        "'\"98 R-78\" : \"warning\"', '\"98 R-78\" : \"error\"', 'position 98, finding R-78: expected error, found warning'",
        "'\"9 decisive event\"', '\"8 decisive event\"', 'position 9, decisive event: expected nothing, found M-01'",
        "'\"events\" : \"19\"', '\"events\" : \"20\"', 'events: expected 20, found 19'",
        "'\"17\" : \"96ed', '\"17\" : \"ffff', 'position 17, state digest: expected ffff'",
        "'device0/state\" : \"STOP\"', 'device0/state\" : \"RUNNING\"', 'state device0/state: expected RUNNING, found STOP'"
    })
    void regress_tellsWhatDiffers(String accepted, String tampered, String told) throws IOException {
        replace(accepted, tampered);
        ToolRun run = ToolRun.of("regress", directory);
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.out()).startsWith("different f12").contains(told).contains("(divergence)");
    }

    @Test
    void regress_showsTheEventsUpToADifference() throws IOException {
        replace("\"98 R-78\" : \"warning\"", "\"98 R-78\" : \"error\"");
        List<String> lines = ToolRun.of("regress", directory).out().lines().toList();
        assertThat(lines.stream().filter(line -> line.contains(" d0 "))).hasSize(20);
        assertThat(lines.stream().filter(line -> line.contains(" d0 ")).reduce((a, b) -> b))
                .hasValueSatisfying(line -> assertThat(line.strip()).matches("=> +98 .*STOP_COPY.*"));
    }

    /** Each names the recording of the side on which the event lies that explains it, and the event. */
    @ParameterizedTest
    @CsvSource({
        "'\"verdict\" : \"failed\"', '\"verdict\" : \"migrated\"', destination, 9",
        "'\"9 decisive event\" : \"M-01\"', '\"9 decisive event\" : \"M-02\"', destination, 9",
        "'at byte 5120', 'at byte 5121', destination, 9",
        "'\"loaded bytes\" : \"12296', '\"loaded bytes\" : \"12297', destination, 16",
        "'\"saved bytes\" : \"24584', '\"saved bytes\" : \"24585', source, 111",
        "'\"events\" : \"19\"', '\"events\" : \"20\"', destination, 18",
        "'\"events\" : \"113\"', '\"events\" : \"112\"', source, 112",
        "'\"model of device0\" : \"vfio-user-sample-1', '\"model of device0\" : \"another-1', destination, 0",
        "'\"17\" : \"96ed', '\"17\" : \"ffff', destination, 17",
        "'device0/state\" : \"STOP\"', 'device0/state\" : \"RUNNING\"', destination, 18"
    })
    void regress_showsTheEventThatExplainsADifference(String accepted, String tampered, String side, long position)
            throws IOException {
        replace(accepted, tampered);
        String out = ToolRun.of("regress", directory).out();
        String shown = "    " + directory.resolve("f12-" + side + ".vfj.tar.zst") + "#" + position;
        assertThat(out.lines()).contains(shown);
        assertThat(out.substring(out.indexOf(shown)).lines().filter(line -> line.startsWith("  =>")))
                .first()
                .asString()
                .matches("  => +" + position + " .*");
    }

    /** One printer: what a person sees here can be found with the other verb. */
    @Test
    void regress_showsEventsAsDumpDoes() throws IOException {
        replace("\"98 R-78\" : \"warning\"", "\"98 R-78\" : \"error\"");
        String dumped = ToolRun.of("dump", directory.resolve("f12-source.vfj.tar.zst"), "79-98")
                .out();
        List<String> shown = ToolRun.of("regress", directory)
                .out()
                .lines()
                .filter(line -> line.contains(" d0 "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(shown).isEqualTo(dumped.lines().toList());
    }

    @Test
    void regress_showsEventsOnceAndRefersToThem() throws IOException {
        replace("\"verdict\" : \"failed\"", "\"verdict\" : \"migrated\"");
        replace("\"blame\" : \"transport\"", "\"blame\" : \"vmm\"");
        assertThat(ToolRun.of("regress", directory).out().lines())
                .containsOnlyOnce("    " + directory.resolve("f12-destination.vfj.tar.zst#9"))
                .containsOnlyOnce("    " + directory.resolve("f12-destination.vfj.tar.zst#9, shown above"));
    }

    @Test
    void regress_saysWhereThereIsNoEvent() throws IOException {
        Files.delete(directory.resolve("f12-destination.vfj.tar.zst"));
        Files.move(expectation, directory.resolve("f12-source.expected.json"));
        assertThat(ToolRun.of("regress", directory).out()).contains("f12-source.vfj.tar.zst has no event to show");
    }

    @ParameterizedTest
    @CsvSource({
        "observed-1, observed-0, '\"17\" : \"96ed', '\"17\" : \"ffff', model changed",
        "rules-1, rules-0, '\"98 R-78\" : \"warning\"', '\"98 R-78\" : \"note\"', rules changed",
        "vfio-user-sample-1, vfio-user-sample-0, '\"9 M-12\" : \"warning\"', '\"9 M-12\" : \"note\"', model changed"
    })
    void regress_saysThatAVersionChangedInsteadOfDivergence(
            String version, String older, String accepted, String tampered, String told) throws IOException {
        replace(version, older);
        replace(accepted, tampered);
        ToolRun run = ToolRun.of("regress", directory);
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.out()).contains("(" + told + ")").doesNotContain("(divergence)");
    }

    @Test
    void regress_isContentWithOtherRulesThatFindTheSame() throws IOException {
        replace("rules-1", "rules-0");
        ToolRun run = ToolRun.of("regress", directory);
        assertThat(run.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(run.out()).contains("rules changed: rules-0");
    }

    @Test
    void regress_listensOnlyToTheRulesThatAreAskedFor() throws IOException {
        replace("\"98 R-78\" : \"warning\"", "\"98 R-78\" : \"error\"");
        assertThat(ToolRun.of("regress", directory, "--rules", "-R-78").code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(ToolRun.of("regress", directory, "--rules", "R-70..R-80").code())
                .isEqualTo(ExitCode.FOUND);
        assertThat(ToolRun.of("regress", directory, "--rules", "R-999").code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(ToolRun.of("regress", directory, "--rules", "R", "--accept").code())
                .isEqualTo(ExitCode.UNUSABLE);
    }

    @ParameterizedTest
    @CsvSource({"--rules, R, findings of other rules", "--model, none, findings of models"})
    void accept_refusesWhatWouldForgetFindings(String option, String value, String told) throws IOException {
        String before = Files.readString(expectation);
        ToolRun run = ToolRun.of("regress", directory, option, value, "--accept");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("would forget the " + told);
        assertThat(Files.readString(expectation)).isEqualTo(before);
    }

    /** Which model it was is in the expectation, so that a run without the option tells the difference. */
    @Test
    void accept_takesTheModelThatIsNamed() throws IOException {
        assertThat(ToolRun.of("regress", directory, "--model", "mtty", "--accept")
                        .code())
                .isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(Files.readString(expectation)).contains("\"model of device0\" : \"mtty-1\"");
        assertThat(ToolRun.of("regress", directory, "--model", "mtty").code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(ToolRun.of("regress", directory).out()).contains("model of device0: expected mtty-1");
    }

    @Test
    void regress_missesARecordingThatIsExpected() throws IOException {
        Files.writeString(directory.resolve("gone.expected.json"), "{}");
        ToolRun run = ToolRun.of("regress", directory);
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.out()).contains("missing   gone").contains("2 cases: 1 same, 1 missing");
    }

    @ParameterizedTest
    @CsvSource({"'{', the end of the text", "'{}', 'format: found nothing'", "'[1', expected"})
    void regress_goesOnBehindAnExpectationThatIsNone(String text, String told) throws IOException {
        Files.writeString(expectation, text);
        ToolRun run = ToolRun.of("regress", directory);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).startsWith("unusable  f12").contains(told).contains("1 case: 1 unusable");
    }

    @Test
    void regress_goesOnBehindARecordingThatCannotBeRead() throws IOException {
        Files.write(directory.resolve("broken.pcap"), new byte[] {1, 2, 3});
        ToolRun run = ToolRun.of("regress", directory);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).contains("unusable  broken").contains("same      f12");
    }

    @Test
    void regress_acceptsNoJournalThatLostItsEnd() throws IOException {
        Path whole = temp.resolve("whole.vfj");
        ToolRun.of("unpack", directory.resolve("f12-destination.vfj.tar.zst"), "-o", whole);
        Path torn = Files.createDirectories(temp.resolve("torn/cut.vfj"));
        byte[] store = Files.readAllBytes(whole.resolve("19700101F.cq4"));
        Files.write(torn.resolve("19700101F.cq4"), Arrays.copyOf(store, 20_000));

        ToolRun run = ToolRun.of("regress", temp.resolve("torn"), "--accept");

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(temp.resolve("torn/cut.expected.json")).doesNotExist();
    }

    @Test
    void regress_refusesADirectoryWithoutRecordings() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        assertThat(ToolRun.of("regress", empty).code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(ToolRun.of("regress", temp.resolve("nowhere")).err()).contains("there is no");
    }

    @Test
    void regress_saysWhichDirectoryItWantsInPlaceOfAFile() {
        for (String file : List.of("f12-source.vfj.tar.zst", "f12.expected.json")) {
            ToolRun run = ToolRun.of("regress", directory.resolve(file));
            assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(run.err()).contains("for example the one in which it lies, " + directory);
        }
    }

    @Test
    void accept_saysThatThereIsNothingToAccept() throws IOException {
        assertThat(ToolRun.of("regress", directory, "--accept").err())
                .contains("nothing to accept; everything is as expected");
        Files.delete(directory.resolve("f12-source.vfj.tar.zst"));
        Files.delete(directory.resolve("f12-destination.vfj.tar.zst"));
        ToolRun run = ToolRun.of("regress", directory, "--accept");
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.out()).contains("missing   f12", "delete the expectation");
        assertThat(run.err()).contains("nothing to accept; what is missing");
        assertThat(expectation).exists();
    }

    @Test
    void accept_saysWhereItCannotWrite() throws IOException {
        replace("\"blame\" : \"transport\"", "\"blame\" : \"vmm\"");
        Files.createDirectory(directory.resolve("f12.expected.json.new"));
        ToolRun run = ToolRun.of("regress", directory, "--accept");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).contains("blame: expected vmm, found transport");
        assertThat(run.err()).contains("cannot write " + expectation + " (Is a directory); expected a place");
    }

    @Test
    void regress_saysOnceWhyAnExpectationCannotBeRead() throws IOException {
        Files.delete(expectation);
        Files.createDirectory(expectation);
        ToolRun run = ToolRun.of("regress", directory);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out())
                .contains("cannot read " + expectation + " (Is a directory)")
                .doesNotContain(": Is a");
    }

    @Test
    void regress_tellsOfARuleThatTheBookDoesNotHave() throws IOException {
        replace("\"98 R-78\"", "\"98 R-780\"");
        assertThat(ToolRun.of("regress", directory).out())
                .contains("position 98, finding R-780: expected warning, found nothing");
    }

    @Test
    void regress_takesCapturesPairsInDirectoriesAndExpectationsFromElsewhere() throws IOException {
        Path cases = Files.createDirectories(temp.resolve("cases/migration"));
        Files.copy(directory.resolve("f12-source.vfj.tar.zst"), cases.resolve("source.vfj.tar.zst"));
        Files.copy(directory.resolve("f12-destination.vfj.tar.zst"), cases.resolve("destination.vfj.tar.zst"));
        Captures.copy("f05-destination.pcap", cases.resolveSibling("."));
        Path elsewhere = temp.resolve("expected");
        ToolRun accept = ToolRun.of("regress", temp.resolve("cases"), "--expected", elsewhere, "--accept");
        assertThat(accept.out()).contains("new       f05-destination").contains("new       migration");
        assertThat(Files.readString(elsewhere.resolve("migration.expected.json")))
                .isEqualTo(Files.readString(expectation));
        assertThat(ToolRun.of("regress", temp.resolve("cases"), "--expected", elsewhere)
                        .code())
                .isEqualTo(ExitCode.NOTHING_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-M-12", "R,M-01", "R,C,M,-R-78"})
    void matrix_findsNoChangeAgainstWhatIsExpected(String rules) throws IOException {
        replace("\"migration\" : {", "\"migration\" : { \"findings\" : { \"R-78 or M-09\" : \"at least one\" },");
        ToolRun run = ToolRun.of("regress", directory, "--rules", rules);
        assertThat(run.out()).contains("same      f12");
        ToolRun matrix = ToolRun.of("regress", directory, "--rules", rules, "--matrix", "expected=" + directory);
        assertThat(matrix.code()).as(matrix.out()).isEqualTo(ExitCode.NOTHING_FOUND);
    }

    @Test
    void regress_asJsonHasEveryDifference() throws IOException {
        replace("\"blame\" : \"transport\"", "\"blame\" : \"vmm\"");
        Map<String, Object> document =
                JsonTree.object(ToolRun.of("regress", directory, "--json").out());
        assertThat(document).containsKeys("model", "rules", "cases");
        assertThat(String.valueOf(document.get("cases")))
                .contains("status=different", "reason=divergence", "expected=vmm", "actual=transport");
    }

    private void replace(String old, String fresh) throws IOException {
        String text = Files.readString(expectation);
        assertThat(text).contains(old);
        Files.writeString(expectation, text.replace(old, fresh));
    }
}
