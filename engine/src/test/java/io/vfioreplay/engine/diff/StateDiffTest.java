package io.vfioreplay.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.hardware.state.TreeDiff.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateDiffTest {

    private static final StateTree SOURCE = StateTree.builder()
            .put("device0/state", "STOP")
            .put("device0/mmio/reads", 7)
            .build();
    private static final StateTree DESTINATION = StateTree.builder()
            .put("device0/state", "RUNNING")
            .put("device0/mmio/reads", 9)
            .build();

    @Test
    void between_countsWhatItLeavesOut() {
        StateDiff diff = StateDiff.between(SOURCE, DESTINATION, path -> !path.endsWith("reads"));

        assertThat(diff.differences()).containsExactly(new Difference("device0/state", "STOP", "RUNNING"));
        assertThat(diff.ignored()).isEqualTo(1);
    }

    @Test
    void between_findsNothingInTheSameState() {
        assertThat(StateDiff.between(SOURCE, SOURCE, StateDiff.ALL)).isEqualTo(new StateDiff(List.of(), 0));
    }
}
