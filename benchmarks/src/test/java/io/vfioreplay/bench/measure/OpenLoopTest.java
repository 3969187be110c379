package io.vfioreplay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vfioreplay.bench.measure.OpenLoop.Latencies;
import io.vfioreplay.bench.peer.Recording;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** With a clock that moves by one whenever somebody looks at it, and a recorder that takes as long as it is told. */
final class OpenLoopTest {

    private static final long RATE = 1_000_000; // One event every 1000 ns.
    private static final long TICK = 1;

    private long now;

    /** Publishes in groups, some time after the call, by this test's clock. */
    private final class Told implements Recording {

        private final long[] callNanos;
        private final int group;
        private final List<Long> made = new ArrayList<>();
        private boolean isStuck;

        Told(int group, long... callNanos) {
            this.group = group;
            this.callNanos = callNanos;
        }

        @Override
        public void write(long from, long to) {
            assertThat(to).isEqualTo(from + 1);
            made.add(now);
            now += callNanos[(int) from];
        }

        @Override
        public void finish() {}

        @Override
        public long publishedEvents() {
            return isStuck ? 0 : made.size() / group * group;
        }

        @Override
        public void close() {}
    }

    private Latencies run(Recording recording, int events, int warmUpEvents) {
        return new OpenLoop(() -> now += TICK, new Schedule(1000, RATE), events, warmUpEvents).run(recording);
    }

    @Test
    void run_makesEachEventWhenItIsDue() {
        Told told = new Told(1, 10, 10, 10);
        Latencies latencies = run(told, 3, 0);
        assertThat(told.made).containsExactly(1000L, 2000L, 3000L);
        assertThat(values(latencies.call())).containsExactly(11L, 11L, 11L);
        assertThat(values(latencies.published())).containsExactly(11L, 11L, 11L);
        assertThat(latencies.durable().getTotalCount()).isZero();
    }

    @Test
    void run_chargesAStallToEveryEventThatItHeldUp() {
        Latencies latencies = run(new Told(1, 2500, 10, 10, 10), 4, 0);
        assertThat(values(latencies.call())).containsExactly(2501L, 1513L, 525L, 11L);
    }

    @Test
    void run_countsFromWhenAnEventWasDueUntilItsGroupWasPublished() {
        Latencies latencies = run(new Told(2, 10, 10), 2, 0);
        assertThat(values(latencies.call())).containsExactly(11L, 11L);
        assertThat(values(latencies.published())).containsExactly(1011L, 11L);
    }

    @Test
    void run_leavesTheWarmUpOut() {
        Latencies latencies = run(new Told(1, 900, 10, 10), 3, 1);
        assertThat(values(latencies.call())).containsExactly(11L, 11L);
        assertThat(values(latencies.published())).containsExactly(11L, 11L);
    }

    @Test
    void run_endsWhenNothingIsEverPublished() {
        Told stuck = new Told(1, 1_000_000_000L);
        stuck.isStuck = true;
        OpenLoop loop = new OpenLoop(() -> now += 1_000_000, new Schedule(1000, RATE), 1, 0);
        assertThatIllegalStateException().isThrownBy(() -> loop.run(stuck)).withMessageContaining("of 1 events, 0");
    }

    /** The recorded values, the longest first; small enough to be kept exactly. */
    private static List<Long> values(Histogram histogram) {
        List<Long> values = new ArrayList<>();
        histogram.recordedValues().forEach(step -> {
            for (long i = 0; i < step.getCountAddedInThisIterationStep(); i++) {
                values.add(0, step.getValueIteratedTo());
            }
        });
        return values;
    }
}
