package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.RuleBook;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault of the catalogue is found where it can be seen, and nothing is found where nothing happened. */
class FaultTest {

    private static final int SEEDS = 12;
    private static final int SEEDS_FROM_EACH_VANTAGE = 25;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void fault_isFoundAndBlamedAsItMustBe(Fault fault) {
        int observable = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Trial trial = trial(seed, Wishes.NONE.with(fault));
            observable += trial.migration().expected().isObservable() ? 1 : 0;
            assertThat(trial.isSurprise())
                    .as(
                            "seed %d: %s %s",
                            seed, trial.differences(), trial.postmortem().sentence())
                    .isFalse();
        }
        assertThat(observable).as("recordings that show it").isPositive();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void fault_leavesATraceThatIsNotThereWithoutIt(Fault fault) {
        Scenario with = Scenarios.of(1, Wishes.NONE.with(fault));
        Scenario without = new Scenario(
                with.seed(),
                with.protocol(),
                with.devices(),
                with.vantage(),
                with.guest(),
                with.policy(),
                Optional.empty());

        Trial trial = Trial.of(Simulation.run(without));
        assertThat(trial.isSurprise()).as("%s", trial.differences()).isFalse();
        if (fault.isObservableFrom(with.vantage())) {
            assertThat(Digests.of(Simulation.run(without))).isNotEqualTo(Digests.of(Simulation.run(with)));
        }
    }

    @ParameterizedTest
    @EnumSource(Vantage.class)
    void migration_isCleanWithoutAFault(Vantage vantage) {
        for (Protocol protocol : Protocol.values()) {
            Wishes wishes =
                    new Wishes(Optional.of(protocol), OptionalInt.empty(), Optional.of(vantage), Optional.empty());
            for (long seed = 1; seed <= SEEDS_FROM_EACH_VANTAGE; seed++) {
                Trial trial = trial(seed, wishes);
                assertThat(trial.isSurprise())
                        .as("%s, seed %d: %s", protocol, seed, trial.differences())
                        .isFalse();
                assertThat(trial.postmortem().findings())
                        .as("%s, seed %d", protocol, seed)
                        .noneMatch(SideFinding::isError);
            }
        }
    }

    @Test
    void faults_haveNamesSourcesAndRulesThatExist() {
        for (Fault fault : Fault.values()) {
            assertThat(Fault.of(fault.label())).contains(fault);
            assertThat(fault.sentence()).endsWith(".");
            assertThat(fault.source()).isNotEmpty();
            assertThat(fault.rules()).allMatch(rule -> RuleBook.find(rule).isPresent());
            assertThat(fault.isObservableFrom(Vantage.EVERYTHING)).isTrue();
        }
        assertThat(Fault.of("no-such-fault")).isEmpty();
    }

    @Test
    void trial_isASurpriseWhenTheWrongOneIsExpected() {
        SimulatedMigration real = Simulation.run(Scenarios.of(1, Wishes.NONE.with(Fault.COMMIT_REFUSED)));
        Expected wrong = Expected.of(Scenarios.of(1, Wishes.NONE.with(Fault.STREAM_TRUNCATED)), false);
        Trial trial = Trial.of(new SimulatedMigration(real.scenario(), real.source(), real.destination(), wrong));

        assertThat(trial.isSurprise()).isTrue();
        assertThat(trial.differences()).anyMatch(line -> line.contains("expected transport"));
    }

    private static Trial trial(long seed, Wishes wishes) {
        return Trial.of(Simulation.run(Scenarios.of(seed, wishes)));
    }
}
