package io.vfioreplay.engine.regress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.replay.StateDigest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64})
    void kept_isEverythingWhileThereIsRoom(int count) {
        assertThat(positions(count)).hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 127, 128, 129, 1_000, 100_000})
    void kept_isSpreadEvenlyWhenThereIsMore(int count) {
        List<Long> positions = positions(count);
        assertThat(positions).hasSizeBetween(Checkpoints.COUNT_MAX / 2, Checkpoints.COUNT_MAX);
        assertThat(positions.get(0)).isZero();
        long step = positions.get(1);
        for (int i = 0; i < positions.size(); i++) {
            assertThat(positions.get(i)).isEqualTo(i * step);
        }
        assertThat(count - 1 - positions.get(positions.size() - 1)).isLessThan(step);
    }

    @Test
    void kept_isTheSameForTheSameDigests() {
        assertThat(positions(12_345)).isEqualTo(positions(12_345));
    }

    private static List<Long> positions(int count) {
        Checkpoints checkpoints = new Checkpoints();
        for (int i = 0; i < count; i++) {
            checkpoints.add(new StateDigest(i, "digest", "1"));
        }
        return checkpoints.kept().stream().map(StateDigest::position).toList();
    }
}
