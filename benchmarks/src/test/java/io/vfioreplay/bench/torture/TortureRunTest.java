package io.vfioreplay.bench.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.bench.torture.Tally.Count;
import io.vfioreplay.engine.pipeline.Recorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small torture run, and proof that a large one would notice: each check is given something wrong. */
final class TortureRunTest {

    private static final long SEED = 11;

    @TempDir
    private Path temp;

    @Test
    void run_findsNothingWrongWithJournalsOfKilledWriters() throws IOException {
        TortureRun run = run("--kills", "6", "--damage", "0");

        assertThat(run.run(TortureMain::recover)).isEmpty();
        assertThat(run.count(Count.KILLS)).isEqualTo(6);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void run_findsNothingWrongWithDamagedJournals() throws IOException {
        TortureRun run = run("--kills", "0", "--damage", "400");

        assertThat(run.run(TortureMain::recover)).isEmpty();
        assertThat(run.count(Count.DAMAGE_TRIALS)).isEqualTo(400);
        assertThat(run.count(Count.FOUND)).isGreaterThan(350);
    }

    @Test
    void run_tellsHowAFailedTrialRunsAgain() throws IOException {
        Recovery brings = (damaged, recovered) -> {
            record(JournalPlan.small(SEED, 1), recovered);
            return true;
        };
        TortureRun run = run("--only", "damage:3");

        List<Failure> failures = run.run(brings);

        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.text(SEED)).contains("--seed 11 --only damage:3", "was not recorded there");
            assertThat(failure.kept()).isDirectory();
        });
    }

    @Test
    void killedJournal_isWrongWhenAnAcknowledgedEventIsMissing() {
        JournalPlan plan = JournalPlan.small(SEED, 0);
        Path journal = temp.resolve("j.vfj");
        record(plan, journal);

        long last = plan.events() - 1L;
        assertThat(new KilledJournal(journal, plan, last, true).check(new Tally()))
                .isEmpty();
        assertThat(new KilledJournal(journal, plan, last + 1, false).check(new Tally()))
                .anyMatch(wrong -> wrong.contains("was acknowledged"));
    }

    @Test
    void killedJournal_isWrongWhenItHoldsOtherEvents() {
        Path journal = temp.resolve("j.vfj");
        record(JournalPlan.small(SEED, 0), journal);

        assertThat(new KilledJournal(journal, JournalPlan.small(SEED, 1), 5, false).check(new Tally()))
                .anyMatch(wrong -> wrong.contains("was recorded"));
    }

    @Test
    void damagedJournal_isWrongWhenItAnswersOtherwiseAndNothingIsFound() throws IOException {
        Original original = Original.make(JournalPlan.small(SEED, 0), true, temp);
        Path other = temp.resolve("other.vfj");
        record(JournalPlan.small(SEED, 1), other);

        assertThat(new DamagedJournal(original, temp.resolve("original.vfj"), new Tally()).check())
                .isEmpty();
        assertThat(new DamagedJournal(original, other, new Tally()).check()).isNotEmpty();
    }

    @Test
    void recoveredJournal_isWrongWhenItIsNotClean() throws IOException {
        JournalPlan plan = JournalPlan.small(SEED, 0);
        Original unsealed = Original.make(plan, false, temp);
        Path journal = Files.createDirectory(temp.resolve("unsealed.vfj"));
        Files.write(journal.resolve(unsealed.fileName()), unsealed.bytes());

        assertThat(new RecoveredJournal(journal, plan).check(plan.events()))
                .singleElement()
                .asString()
                .contains("not clean");
        assertThat(new RecoveredJournal(temp.resolve("original.vfj"), plan).check(plan.events()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Injury.class)
    void injury_isTheSameForTheSameSeedAndLeavesTheOriginalAlone(Injury injury) throws IOException {
        Original original = Original.make(JournalPlan.small(SEED, 0), true, temp);
        byte[] before = original.bytes().clone();

        byte[] once = injury.of(original.bytes(), before, new SplittableRandom(SEED));

        assertThat(injury.of(original.bytes(), before, new SplittableRandom(SEED)))
                .isEqualTo(once);
        assertThat(original.bytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seed", "--seed x", "--kills -1", "--only 3", "--only fire:3", "--what me"})
    void command_saysWhatIsWrongWithItsOptions(String line) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);

        assertThat(TortureMain.run(stream, stream, line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("torture: ").contains("expected");
    }

    @Test
    void command_namesItsOptionsWhenAskedFor() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

        assertThat(TortureMain.run(stream, stream, "--help")).isEqualTo(0);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--seed N", "--kills N", "--damage N", "Exit codes");
    }

    @Test
    void reports_refuseALineThatIsNone() {
        assertThatThrownBy(() -> new Reports().add("Exception in thread main"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Exception in thread main");
    }

    private TortureRun run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--seed";
        all[1] = Long.toString(SEED);
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new TortureRun(TortureOptions.parse(all), temp, (kind, done, total) -> {});
    }

    private static void record(JournalPlan plan, Path journal) {
        try (Recorder recorder = plan.recorder(journal)) {
            for (int position = 0; position < plan.events(); position++) {
                plan.script().at(position).sendTo(recorder);
            }
        }
    }
}
