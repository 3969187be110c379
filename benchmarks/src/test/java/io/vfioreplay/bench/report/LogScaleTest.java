package io.vfioreplay.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LogScaleTest {

    @Test
    void at_putsEachPowerOfTenAsFarFromTheNext() {
        LogScale scale = new LogScale(0.1, 1000, 100, 500);
        assertThat(scale.at(0.1)).isEqualTo(100, within(1e-9));
        assertThat(scale.at(1)).isEqualTo(200, within(1e-9));
        assertThat(scale.at(10)).isEqualTo(300, within(1e-9));
        assertThat(scale.at(1000)).isEqualTo(500, within(1e-9));
    }

    @Test
    void at_keepsWhatIsOutsideAtTheNearerEnd() {
        LogScale downwards = new LogScale(1, 10, 500, 100);
        assertThat(downwards.at(0)).isEqualTo(500);
        assertThat(downwards.at(11)).isEqualTo(100);
    }

    @Test
    void around_goesFromPowerToPower() {
        LogScale scale = LogScale.around(0.3, 70, 0, 1);
        assertThat(scale.powers()).containsExactly(0.1, 1.0, 10.0, 100.0);
        assertThat(LogScale.around(10, 10, 0, 1).powers()).containsExactly(10.0, 100.0);
    }

    @Test
    void from_endsWithTheGreatest() {
        LogScale scale = LogScale.from(0.3, 70, 0, 1);
        assertThat(scale.greatest()).isEqualTo(70);
        assertThat(scale.powers()).containsExactly(0.1, 1.0, 10.0);
    }

    @Test
    void scale_needsTwoFiguresAboveNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LogScale(0, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogScale(2, 2, 0, 1));
    }
}
