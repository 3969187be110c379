package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Verdict;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is kept of surprises, and of how many. */
class CampaignReportTest {

    private static final int COUNT = 2 * CampaignReport.SURPRISES_MAX + 10;
    private static final Trial SURPRISE = surprise();

    @Test
    void add_keepsTheSurprisesOfTheLowestSeedsInWhicheverOrderTheyCome() {
        List<Long> lowest =
                LongStream.rangeClosed(1, CampaignReport.SURPRISES_MAX).boxed().toList();
        assertThat(seeds(merged(odd(), even()))).isEqualTo(lowest);
        assertThat(seeds(merged(even(), odd()))).isEqualTo(lowest);
    }

    @Test
    void add_countsTheSurprisesThatAreNotKept() {
        CampaignReport all = merged(odd(), even());
        assertThat(all.surpriseCount()).isEqualTo(COUNT);
        assertThat(all.migrations()).isEqualTo(COUNT);
    }

    private static CampaignReport merged(CampaignReport first, CampaignReport second) {
        CampaignReport all = new CampaignReport();
        all.add(first);
        all.add(second);
        return all;
    }

    private static CampaignReport odd() {
        return every(1);
    }

    private static CampaignReport even() {
        return every(2);
    }

    private static CampaignReport every(long first) {
        CampaignReport report = new CampaignReport();
        for (long seed = first; seed <= COUNT; seed += 2) {
            report.add(withSeed(seed));
        }
        return report;
    }

    private static List<Long> seeds(CampaignReport report) {
        return report.surprises().stream()
                .map(surprise -> surprise.scenario().seed())
                .toList();
    }

    private static Trial surprise() {
        SimulatedMigration migration = Simulation.run(Scenarios.of(1, Wishes.NONE));
        Expected wrong = new Expected(Verdict.INCOMPLETE, Blame.UNKNOWN, List.of(), true);
        Trial trial = Trial.of(
                new SimulatedMigration(migration.scenario(), migration.source(), migration.destination(), wrong));
        assertThat(trial.isSurprise()).isTrue();
        return trial;
    }

    private static Trial withSeed(long seed) {
        SimulatedMigration one = SURPRISE.migration();
        Scenario like = one.scenario();
        Scenario scenario = new Scenario(
                seed, like.protocol(), like.devices(), like.vantage(), like.guest(), like.policy(), like.fault());
        SimulatedMigration other = new SimulatedMigration(scenario, one.source(), one.destination(), one.expected());
        return new Trial(other, SURPRISE.postmortem());
    }
}
