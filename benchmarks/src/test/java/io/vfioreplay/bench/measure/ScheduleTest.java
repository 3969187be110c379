package io.vfioreplay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0",
        "1, 7, 7000000000",
        "1000000, 1, 1000",
        "1000000, 5000000, 5000000000",
        "3, 1, 333333333",
        "3, 2, 666666666",
        "3, 3, 1000000000",
        "7, 7000000007, 1000000001000000000",
        "1000000000, 12, 12"
    })
    void dueNanos_isExactAlsoWhereTheRateDoesNotDivideASecond(long rate, long event, long expected) {
        assertThat(new Schedule(0, rate).dueNanos(event)).isEqualTo(expected);
        assertThat(new Schedule(-5, rate).dueNanos(event)).isEqualTo(expected - 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000_001})
    void schedule_refusesRatesThatNoClockCanKeep(long rate) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(0, rate));
    }

    @Test
    void dueNanos_neverFallsBehindInALongRun() {
        Schedule schedule = new Schedule(0, 999_983);
        assertThat(schedule.dueNanos(999_983L * 3600)).isEqualTo(3_600_000_000_000L);
    }
}
