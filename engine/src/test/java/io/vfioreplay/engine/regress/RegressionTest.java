package io.vfioreplay.engine.regress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.regress.CaseFinder.Found;
import io.vfioreplay.engine.regress.CaseResult.Status;
import io.vfioreplay.engine.regress.Matrix.Way;
import io.vfioreplay.engine.regress.Regression.Replaying;
import io.vfioreplay.engine.simulate.Scenarios;
import io.vfioreplay.engine.simulate.SimulatedJournals;
import io.vfioreplay.engine.simulate.Simulation;
import io.vfioreplay.engine.simulate.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every case is replayed twice, and what is to be said when the two do not agree. */
final class RegressionTest {

    private static final long SEED = 1;
    private static final Fact STATE = Fact.of(Fact.RECORDING, Aspect.STATE, "device0/luck");

    @TempDir
    private Path temp;

    private Found found = new Found(List.of(), new TreeMap<>());

    @BeforeEach
    void record() {
        SimulatedJournals.write(Simulation.run(Scenarios.of(SEED, Wishes.NONE)), Side.SOURCE, temp.resolve("one.vfj"));
        found = CaseFinder.find(temp);
    }

    @Test
    void run_callsACaseFlakyWhenItsTwoReplaysDiffer() {
        AtomicInteger replays = new AtomicInteger();
        CaseResult result = run(replay -> with(observed(replay), "" + replays.incrementAndGet()));
        assertThat(result.status()).isEqualTo(Status.FLAKY);
        assertThat(replays).hasValue(2);
        assertThat(result.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.text()).isEqualTo("recording, state device0/luck: first 1, then 2 (flaky)");
            assertThat(difference.passage().events()).isNotEmpty();
        });
    }

    @Test
    void run_callsACaseFlakyWhateverIsExpected() {
        ExpectationFile.write(found.cases().get(0).expectation(), with(run(this::observed), "1"));
        AtomicInteger replays = new AtomicInteger();
        assertThat(run(replay -> with(observed(replay), "" + replays.incrementAndGet()))
                        .status())
                .isEqualTo(Status.FLAKY);
    }

    @Test
    void run_isContentWithACaseThatSaysTheSameTwice() throws IOException {
        assertThat(run(this::observed).status()).isEqualTo(Status.NEW);
        assertThat(Files.exists(found.cases().get(0).expectation())).isFalse();
    }

    @Test
    void run_tellsHowManyCasesAreDone() {
        List<Long> told = new ArrayList<>();
        new Regression(RegressionOptions.shipped(), 2).run(found, (done, all) -> told.add(100 * all + done));
        assertThat(told).containsExactly(100L, 101L);
    }

    @Test
    void matrix_tellsHowManyReplaysAreDone() {
        List<Long> told = new ArrayList<>();
        RegressionOptions options = RegressionOptions.shipped();
        Map<String, Way> ways = Map.of("again", new Way.Replayed(options), "before", new Way.WrittenDown(temp));
        Matrix.of(found.cases(), options, ways, 1, (done, all) -> told.add(100 * all + done));
        assertThat(told).containsExactly(200L, 201L, 201L, 202L);
    }

    private CaseResult run(Replaying replaying) {
        List<CaseResult> results = new Regression(RegressionOptions.shipped(), 1, replaying).run(found, Progress.NONE);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private Observation observed(CaseReplay replay) {
        return replay.observe(RegressionOptions.shipped());
    }

    private static Observation with(CaseResult result, String luck) {
        return with(result.observation().orElseThrow(), luck);
    }

    private static Observation with(Observation seen, String luck) {
        TreeMap<Fact, String> facts = new TreeMap<>(seen.facts());
        facts.put(STATE, luck);
        return new Observation(seen.model(), seen.rules(), facts);
    }
}
