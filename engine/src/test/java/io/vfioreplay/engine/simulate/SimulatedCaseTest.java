package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.engine.regress.CaseFinder;
import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.CaseResult.Status;
import io.vfioreplay.engine.regress.Difference;
import io.vfioreplay.engine.regress.ExpectationFile;
import io.vfioreplay.engine.regress.Regression;
import io.vfioreplay.engine.regress.RegressionOptions;
import io.vfioreplay.hardware.migration.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a simulated migration is a case, which passes exactly when the migration is no surprise. */
final class SimulatedCaseTest {

    private static final long SEED = 7;
    private static final Wishes CORRUPTED = Wishes.NONE.with(Fault.STREAM_CORRUPTED);

    @TempDir
    private Path temp;

    @Test
    void write_makesACaseThatPasses() throws IOException {
        assertThat(kept(migration(CORRUPTED)).status()).isEqualTo(Status.SAME);
        assertThat(Files.readString(expectation())).doesNotContain("at least one");
    }

    @Test
    void write_expectsTheVerdictThatMustBe() {
        CaseResult result = kept(knownAs(migration(CORRUPTED), Verdict.MIGRATED, Blame.LOAD, List.of(), true));
        assertThat(result.status()).isEqualTo(Status.DIFFERENT);
        assertThat(result.differences())
                .extracting(Difference::text)
                .containsExactly(
                        "migration, blame: expected load, found transport (divergence)",
                        "migration, verdict: expected migrated, found failed (divergence)");
    }

    @Test
    void write_demandsOneOfTheRulesThatMustBeBroken() {
        CaseResult result =
                kept(knownAs(migration(CORRUPTED), Verdict.FAILED, Blame.TRANSPORT, List.of("R-97", "R-17"), true));
        assertThat(result.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.text())
                    .isEqualTo("migration, finding R-97 or R-17: expected at least one, found nothing (divergence)");
            assertThat(difference.passage().events()).isNotEmpty();
        });
    }

    @Test
    void demand_isMetByAnyOfItsRules() throws IOException {
        kept(knownAs(migration(CORRUPTED), Verdict.FAILED, Blame.TRANSPORT, List.of("R-97", "R-17"), true));
        String expected = Files.readString(expectation());
        Files.writeString(expectation(), expected.replace("R-97 or R-17", "R-97 or M-01"));
        assertThat(run().status()).isEqualTo(Status.SAME);
    }

    @Test
    void write_expectsNoErrorWhereNothingWentWrong() {
        Wishes seen = new Wishes(
                Optional.of(Protocol.V2), OptionalInt.of(1), Optional.of(Vantage.EVERYTHING), Optional.empty());
        SimulatedMigration broken = migration(seen.with(Fault.NO_DATA_FD));
        Scenario clean = Scenarios.of(SEED, seen);
        CaseResult result =
                kept(new SimulatedMigration(clean, broken.source(), broken.destination(), broken.expected()));
        assertThat(result.differences())
                .extracting(Difference::text)
                .anyMatch(text -> text.contains("finding R-88: expected nothing, found error"));
    }

    @Test
    void write_expectsWhatIsSaidWhereNothingCanBeKnown() {
        assertThat(kept(knownAs(migration(CORRUPTED), Verdict.MIGRATED, Blame.NONE, List.of("R-97"), false))
                        .status())
                .isEqualTo(Status.SAME);
    }

    private static SimulatedMigration migration(Wishes wishes) {
        return Simulation.run(Scenarios.of(SEED, wishes));
    }

    private static SimulatedMigration knownAs(
            SimulatedMigration migration, Verdict verdict, Blame blame, List<String> rules, boolean isObservable) {
        return new SimulatedMigration(
                migration.scenario(),
                migration.source(),
                migration.destination(),
                new Expected(verdict, blame, rules, isObservable));
    }

    private CaseResult kept(SimulatedMigration migration) {
        SimulatedCase.write(migration, temp.resolve("case"));
        return run();
    }

    private CaseResult run() {
        List<CaseResult> results =
                new Regression(RegressionOptions.shipped(), 1).run(CaseFinder.find(temp), Progress.NONE);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private Path expectation() {
        return temp.resolve("case").resolve(ExpectationFile.IN_CASE);
    }
}
