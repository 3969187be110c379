package io.vfioreplay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OtherWorkTest {

    private static final long SECOND_NANOS = 1_000_000_000;

    @Test
    void ticksIn_countsAllButIdleWaitingAndGuests() {
        assertThat(OtherWork.ticksIn("cpu  1 20 300 4000 50000 600000 7000000 80000000 9 9\ncpu0 5 5 5\n"))
                .isEqualTo(1 + 20 + 300 + 600000 + 7000000 + 80000000L);
        assertThat(OtherWork.ticksIn("something else")).isNegative();
    }

    @Test
    void share_isWhatOthersUsedOfAllProcessors() {
        OtherWork begin = new OtherWork(1000, 5 * SECOND_NANOS, 0);
        OtherWork end = new OtherWork(1150, 6 * SECOND_NANOS, SECOND_NANOS);
        assertThat(begin.share(end, 2)).hasValue(0.25);
    }

    @Test
    void share_isNeverLessThanNothing() {
        OtherWork begin = new OtherWork(1000, 0, 0);
        assertThat(begin.share(new OtherWork(1001, SECOND_NANOS, SECOND_NANOS), 2))
                .hasValue(0);
    }

    @Test
    void share_isEmptyWhereTicksCannotBeSeen() {
        assertThat(new OtherWork(-1, 0, 0).share(new OtherWork(-1, 1, 1), 2)).isEmpty();
    }
}
