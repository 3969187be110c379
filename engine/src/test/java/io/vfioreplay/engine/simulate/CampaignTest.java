package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.simulate.Campaign.Plan;
import io.vfioreplay.engine.simulate.CampaignReport.Row;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

    /** A list of what is to be done would not fit into any memory. */
    @Test
    void run_beginsAndEndsHoweverManySeedsThereAre() {
        Plan endless = plan(999_999_999_999_999_999L, List.of(Optional.empty()));
        assertThatThrownBy(() -> Campaign.run(endless, 2, (now, all) -> {
                    throw new IllegalArgumentException("enough of " + all);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("enough of 999999999999999999");
    }

    @Test
    void run_takesEverySeedUpToTheHighestThereIs() {
        Plan last = new Plan(Long.MAX_VALUE - 99, Long.MAX_VALUE, List.of(Optional.empty()), Wishes.NONE);
        assertThat(Campaign.run(last, 2, Progress.NONE).migrations()).isEqualTo(100);
    }

    /** Seed 400 is the first that cannot be; the rest of a million is not tried any more. */
    @Test
    void run_failsAtASeedThatCannotBeForAnyNumberOfThreads() {
        List<Optional<Fault>> faults = new ArrayList<>(Collections.nCopies(401, Optional.empty()));
        faults.set(400, Optional.of(Fault.PAGE_FAULT_OPEN));
        Wishes v2 = new Wishes(Optional.of(Protocol.V2), OptionalInt.empty(), Optional.empty(), Optional.empty());
        Plan plan = new Plan(1, 1_000_000, faults, v2);
        for (int threads : new int[] {1, 4}) {
            assertThatThrownBy(() -> Campaign.run(plan, threads, Progress.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("page-fault-open");
        }
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
