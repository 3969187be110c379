package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.simulate.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated migrations from the command line. */
class SimulateCommandTest {

    @TempDir
    Path directory;

    @Test
    void list_hasEveryFault() {
        ToolRun run = ToolRun.of("simulate", "--list");

        assertThat(run.code()).isZero();
        for (Fault fault : Fault.values()) {
            assertThat(run.out()).contains(fault.label());
        }
    }

    @Test
    void seed_writesJournalsOfWhichThePostmortemSaysTheSame() throws IOException {
        Path made = directory.resolve("made");
        ToolRun run = ToolRun.of("simulate", "--seed", "7", "--fault", "stream-truncated", "-o", made);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();

        ToolRun postmortem =
                ToolRun.of("postmortem", "--json", made.resolve("source.vfj"), made.resolve("destination.vfj"));
        assertThat(postmortem.code()).isEqualTo(ExitCode.FOUND);
        assertThat(postmortem.out()).contains("\"verdict\" : \"failed\"", "\"blame\" : \"transport\"", "\"M-01\"");
        assertThat(Files.readString(made.resolve("simulated.json")))
                .contains("\"verdict\" : \"failed\"", "\"blame\" : \"transport\"", "\"M-01\"");
        assertThat(ToolRun.of("replay", "--verify", made.resolve("source.vfj")).code())
                .isZero();
    }

    /** The expectation says by itself what accepting it would write. */
    @ParameterizedTest
    @ValueSource(strings = {"made", ""})
    void seed_writesACaseForRegress(String part) throws IOException {
        Path made = directory.resolve("made");
        ToolRun.of("simulate", "--seed", "7", "--fault", "stream-truncated", "-o", made);
        String expected = Files.readString(made.resolve("expected.json"));
        Path cases = directory.resolve(part);

        assertThat(ToolRun.of("regress", cases).out()).contains("same      made  failed, blame transport");

        Files.writeString(made.resolve("expected.json"), expected.replace("transport", "vmm"));
        assertThat(ToolRun.of("regress", cases, "--accept").out()).contains("blame: expected vmm, found transport");
        assertThat(Files.readString(made.resolve("expected.json"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source.vfj", "destination.vfj", "expected.json", "simulated.json"})
    void seed_writesNothingWhereSomethingIsInTheWay(String name) throws IOException {
        Path made = Files.createDirectory(directory.resolve("made"));
        Files.writeString(made.resolve(name), "kept");

        ToolRun run = ToolRun.of("simulate", "--seed", "7", "-o", made);

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(made.resolve(name) + " is there already");
        assertThat(made.resolve(name)).hasContent("kept");
        try (Stream<Path> files = Files.list(made)) {
            assertThat(files).containsExactly(made.resolve(name));
        }
    }

    @Test
    void seeds_ofOneKindOfMigrationLeaveOutTheFaultsThatItCannotHave() {
        ToolRun run = ToolRun.of("simulate", "--seeds", "1..2", "--protocol", "v1-uapi");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("left out", "stale-data-fd");
    }

    @Test
    void seeds_takeSeveralFaultsByEitherNameOfTheOption() {
        ToolRun run = ToolRun.of("simulate", "--seeds", "1..4", "--fault", "stream-truncated,commit-refused");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("stream-truncated ", "commit-refused ");
    }

    @Test
    void seeds_tellRatesAndGiveTheSameJsonTwice() {
        ToolRun text = ToolRun.of("simulate", "--seeds", "1..40", "--faults", "none,commit-refused");
        assertThat(text.code()).isZero();
        assertThat(text.out())
                .contains("faults found where they can be seen: 20 of 20 (100.00 %)")
                .contains("the right one blamed:                20 of 20 (100.00 %)")
                .contains("clean without a fault:               20 of 20 (100.00 %)");

        ToolRun json = ToolRun.of("simulate", "--seeds", "1..40", "--json");
        assertThat(json.out())
                .isEqualTo(ToolRun.of("simulate", "--seeds", "1..40", "--json").out());
        assertThat(json.out()).contains("\"surprises\" : 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simulate | seed",
                "simulate --seed 1 --list | exclusive",
                "simulate --seeds 9..1 | 1..10000",
                "simulate --seeds all | 1..10000",
                "simulate --seed 1 --fault stream-truncate | did you mean \"stream-truncated\"?",
                "simulate --seed 1 --fault page-fault-open --protocol v2 | page-fault-open",
                "simulate --seeds 1..5 --fault grace-skipped --devices 1 | grace-skipped",
                "simulate --seed 1 --devices 9 | expected 1 to 8",
                "simulate --seed 1 --vantage moon | expected everything",
                "simulate --seed 1 --fault commit-refused,stream-corrupted | name one, or let them go wrong in turn",
                "simulate --seed 1 --fault all | --seeds A..B",
                "simulate --seed 1 --markdown | expected simulate --list --markdown",
                "simulate --list --json --markdown | without --json"
            })
    void usage_saysWhatWasExpected(String line, String hint) {
        ToolRun run = ToolRun.of((Object[]) line.split(" ", -1));

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains(hint);
    }
}
