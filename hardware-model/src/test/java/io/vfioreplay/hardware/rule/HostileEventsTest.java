package io.vfioreplay.hardware.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.RandomEvents;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Invariants checked: no exception, bounded findings. Not verified: that random events break the right rules. */
class HostileEventsTest {

    private static final long SEED = 20_260_701;
    private static final int EVENTS = 200_000;

    private final RandomEvents random = new RandomEvents(SEED);
    private final Set<String> broken = new TreeSet<>();
    private long findings;

    @Test
    void checker_neitherThrowsNorGrowsWhenEventsAreRandom() {
        RuleChecker checker = RuleChecker.ofVfioUser(this::count);
        for (int i = 0; i < EVENTS; i++) {
            random.send(i, checker);
        }
        checker.finish();

        long bound = (long) RuleBook.rules().size() * (Watch.DEVICES_MAX + 1) * Reports.PER_RULE_AND_DEVICE_MAX;
        assertThat(findings).as("seed %d", SEED).isBetween(1000L, bound);
        assertThat(checker.suppressedFindings()).isPositive();
        assertThat(broken).as("of both protocols, seed %d", SEED).contains("R-68", "R-06", "R-02", "R-25");
    }

    private void count(Finding finding) {
        broken.add(finding.rule().id());
        findings++;
    }
}
