package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.simulate.Campaign.Plan;
import io.vfioreplay.engine.simulate.CampaignReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Campaigns count what their trials came to, whoever does the work. */
class CampaignTest {

    private static final int SEEDS = 200;

    @Test
    void run_givesTheSameReportForAnyNumberOfThreads() {
        Plan plan = plan(
                SEEDS, List.of(Optional.empty(), Optional.of(Fault.STREAM_CORRUPTED), Optional.of(Fault.SOURCE_DIED)));
        CampaignReport alone = Campaign.run(plan, 1, Progress.NONE);
        CampaignReport together = Campaign.run(plan, 4, Progress.NONE);

        assertThat(together.rows()).isEqualTo(alone.rows());
        assertThat(together.events()).isEqualTo(alone.events());
        assertThat(together.surpriseCount()).isEqualTo(alone.surpriseCount());
    }

    @Test
    void run_countsEverySeedOnce() {
        CampaignReport report = Campaign.run(
                plan(SEEDS, List.of(Optional.empty(), Optional.of(Fault.COMMIT_REFUSED))), 2, Progress.NONE);

        assertThat(report.migrations()).isEqualTo(SEEDS);
        assertThat(report.faultFree()).isEqualTo(SEEDS / 2);
        assertThat(report.clean()).isEqualTo(SEEDS / 2);
        assertThat(report.rows())
                .containsExactly(new Row(Fault.COMMIT_REFUSED, SEEDS / 2, SEEDS / 2, SEEDS / 2, SEEDS / 2));
        assertThat(report.surprises()).isEmpty();
    }

    @Test
    void run_tellsHowFarItIs() {
        List<Long> done = new ArrayList<>();
        Campaign.run(plan(SEEDS, List.of(Optional.empty())), 2, (now, all) -> {
            assertThat(all).isEqualTo(SEEDS);
            done.add(now);
        });
        assertThat(done).isSorted().endsWith((long) SEEDS);
    }

    @Test
    void plan_refusesNoSeedsAndNoFaults() {
        assertThatThrownBy(() -> new Plan(2, 1, List.of(Optional.empty()), Wishes.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Plan(1, 2, List.of(), Wishes.NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Plan plan(long seeds, List<Optional<Fault>> faults) {
        return new Plan(1, seeds, faults, Wishes.NONE);
    }
}
