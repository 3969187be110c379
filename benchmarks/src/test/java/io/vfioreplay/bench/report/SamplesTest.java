package io.vfioreplay.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class SamplesTest {

    @Test
    void median_isTheOneInTheMiddle() {
        assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
        assertThat(Samples.of(9, 1, 5, 6).median()).isEqualTo(5.5);
        assertThat(Samples.of(4).median()).isEqualTo(4);
    }

    @Test
    void spread_isFromTheLeastToTheGreatest() {
        assertThat(Samples.of(9, 1, 5).min()).isEqualTo(1);
        assertThat(Samples.of(9, 1, 5).max()).isEqualTo(9);
    }

    /** The whole second round was ten times slower: no ratio shows it, though a ratio of medians would. */
    @Test
    void dividedBy_comparesEachRoundWithItself() {
        Samples ours = Samples.of(60, 6, 66);
        Samples theirs = Samples.of(10, 1, 11);
        assertThat(ours.dividedBy(theirs)).isEqualTo(Samples.of(6, 6, 6));
    }

    @Test
    void dividedBy_refusesOtherRounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.of(1, 2).dividedBy(Samples.of(1)));
    }

    @Test
    void samples_areNumbers() {
        assertThatIllegalArgumentException().isThrownBy(Samples::of);
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.of(1, Double.NaN));
    }
}
