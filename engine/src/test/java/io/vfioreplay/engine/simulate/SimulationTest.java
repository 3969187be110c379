package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.engine.replay.PredictionReport;
import io.vfioreplay.engine.replay.Predictor;
import io.vfioreplay.engine.replay.Predictor.Recording;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A seed determines a whole migration, and what is recorded of it is what the models do. */
class SimulationTest {

    private static final int SEEDS = 40;
    private static final int MANY_SEEDS = 400;

    @Test
    void run_givesTheSameEventsForTheSameSeed() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(Digests.of(simulated(seed, Wishes.NONE)))
                    .as("seed %d", seed)
                    .isEqualTo(Digests.of(simulated(seed, Wishes.NONE)));
        }
    }

    @Test
    void run_givesTheSameEventsWithAFaultForTheSameSeed() {
        for (Fault fault : Fault.values()) {
            Wishes wishes = Wishes.NONE.with(fault);
            assertThat(Digests.of(simulated(1, wishes))).as(fault.label()).isEqualTo(Digests.of(simulated(1, wishes)));
        }
    }

    @Test
    void run_givesOtherEventsForEachSeed() {
        Set<String> digests = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            digests.add(Digests.of(simulated(seed, Wishes.NONE)));
        }
        assertThat(digests).hasSize(SEEDS);
    }

    @Test
    void scenarios_haveAllProtocolsDevicesVantagesAndEndings() {
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        Set<DeviceKind> kinds = EnumSet.noneOf(DeviceKind.class);
        Set<Vantage> vantages = EnumSet.noneOf(Vantage.class);
        Set<Scenario.Ending> endings = EnumSet.noneOf(Scenario.Ending.class);
        for (long seed = 1; seed <= MANY_SEEDS; seed++) {
            Scenario scenario = Scenarios.of(seed, Wishes.NONE);
            protocols.add(scenario.protocol());
            scenario.devices().forEach(device -> kinds.add(device.kind()));
            vantages.add(scenario.vantage());
            endings.add(scenario.policy().ending());
        }
        assertThat(protocols).containsExactly(Protocol.values());
        assertThat(kinds).containsExactly(DeviceKind.values());
        assertThat(vantages).containsExactly(Vantage.values());
        assertThat(endings).containsExactly(Scenario.Ending.values());
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void scenarios_areAsWished(Protocol protocol) {
        Wishes wishes =
                new Wishes(Optional.of(protocol), OptionalInt.of(3), Optional.of(Vantage.QEMU_LOG), Optional.empty());
        assertThat(Scenarios.of(5, wishes))
                .returns(protocol, Scenario::protocol)
                .returns(3, scenario -> scenario.devices().size())
                .returns(Vantage.QEMU_LOG, Scenario::vantage)
                .returns(Optional.empty(), Scenario::fault);
    }

    @Test
    void scenarios_refuseAFaultThatCannotHappen() {
        Wishes alone =
                new Wishes(Optional.empty(), OptionalInt.of(1), Optional.empty(), Optional.of(Fault.GRACE_SKIPPED));

        assertThatThrownBy(() -> Scenarios.of(1, alone))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grace-skipped");
    }

    @ParameterizedTest
    @CsvSource({"0", "9", "-1"})
    void wishes_refuseANumberOfDevicesThatCannotBe(int devices) {
        assertThatThrownBy(
                        () -> new Wishes(Optional.empty(), OptionalInt.of(devices), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recordings_areWhatTheModelsPredict() {
        Predictor predictor = new Predictor(KnownModels.installed(), Optional.empty());
        long right = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimulatedMigration migration = simulated(seed, Wishes.NONE);
            Recording source = Recording.of(migration.source());
            PredictionReport saved = predictor.run(source, Long.MAX_VALUE, Progress.NONE);
            PredictionReport loaded =
                    predictor.run(Recording.of(migration.destination()), source, Long.MAX_VALUE, Progress.NONE);

            assertThat(saved.wrong()).as("source of seed %d", seed).isEmpty();
            assertThat(loaded.wrong()).as("destination of seed %d", seed).isEmpty();
            right += saved.reads().right()
                    + saved.others().right()
                    + loaded.others().right();
        }
        assertThat(right).as("answers that were predicted").isGreaterThan(SEEDS);
    }

    @Test
    void vantages_showLessThanEverything() {
        for (Vantage vantage : Vantage.values()) {
            Wishes wishes =
                    new Wishes(Optional.of(Protocol.V2), OptionalInt.of(2), Optional.of(vantage), Optional.empty());
            assertThat(simulated(3, wishes).source().eventCount())
                    .as(vantage.label())
                    .isPositive();
        }
        assertThat(Vantage.EVERYTHING.visible()).containsAll(Vantage.VFIO_USER.visible());
        assertThat(Vantage.EVERYTHING.visible()).containsAll(Vantage.QEMU_LOG.visible());
    }

    private static SimulatedMigration simulated(long seed, Wishes wishes) {
        return Simulation.run(Scenarios.of(seed, wishes));
    }
}
