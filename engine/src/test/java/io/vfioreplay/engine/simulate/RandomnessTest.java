package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers follow from their seed, on every machine. */
class RandomnessTest {

    @Test
    void next_givesTheNumbersOfTheAlgorithm() {
        // The first outputs for the seed 1234567 in the reference implementation of SplitMix64.
        Randomness random = new Randomness(1_234_567);

        assertThat(List.of(random.next(), random.next(), random.next()))
                .containsExactly(6_457_827_717_110_365_317L, 3_203_168_211_198_807_973L, -8_629_252_141_511_181_193L);
    }

    @Test
    void below_staysWithinItsBoundAndReachesAllOfIt() {
        Randomness random = new Randomness(1);
        boolean[] reached = new boolean[7];
        for (int i = 0; i < 1000; i++) {
            reached[random.below(reached.length)] = true;
        }
        assertThat(reached).containsOnly(true);
    }

    @Test
    void of_givesOtherNumbersForEachPurpose() {
        assertThat(Randomness.of(1, 1).next()).isNotEqualTo(Randomness.of(1, 2).next());
        assertThat(Randomness.of(1, 1).next()).isNotEqualTo(Randomness.of(2, 1).next());
        assertThat(Randomness.of(1, 1).next()).isEqualTo(Randomness.of(1, 1).next());
    }
}
