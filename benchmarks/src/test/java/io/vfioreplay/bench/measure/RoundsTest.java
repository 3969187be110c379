package io.vfioreplay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {

    @Test
    void run_takesTurnsAndGoesBackEveryOtherRound() {
        List<Integer> began = new ArrayList<>();
        List<String> turns = new ArrayList<>();
        new Rounds(2, began::add).run(List.of("a", "b", "c"), round -> name -> turns.add(round + name));
        assertThat(began).containsExactly(0, 1, 2);
        assertThat(turns).containsExactly("0a", "0b", "0c", "1c", "1b", "1a", "2a", "2b", "2c");
    }

    @Test
    void rounds_areAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rounds(0, round -> {}));
    }
}
