package io.vfioreplay.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkloadTest {

    private static final int SOME = 1000;
    private static final long BEHIND_THE_FIRST_LAP = 70_000;

    private final Workload workload = new Workload(1);

    @Test
    void workload_isTheSameForTheSameSeed() {
        Workload again = new Workload(1);
        Workload other = new Workload(2);
        assertThat(rows(again)).isEqualTo(rows(workload));
        assertThat(rows(other)).isNotEqualTo(rows(workload));
    }

    @Test
    void timeNanos_risesByAboutAMicrosecondAlsoWhereEventsRepeat() {
        for (long i = 1; i < BEHIND_THE_FIRST_LAP; i++) {
            assertThat(workload.timeNanos(i) - workload.timeNanos(i - 1)).isBetween(500L, 1500L);
        }
    }

    @Test
    void feed_makesTheEventsOfTheWorkload() {
        List<String> fed = new ArrayList<>();
        new Feeder(
                        workload,
                        (envelope, kind, values, payload) -> fed.add("%s %d %d+%d/%d %d %d"
                                .formatted(
                                        kind,
                                        envelope.timeNanos(),
                                        values[0],
                                        values[1],
                                        values[2],
                                        values[3],
                                        payload.littleEndian())))
                .feed(0, SOME);
        assertThat(fed).isEqualTo(rows(workload));
    }

    private static List<String> rows(Workload workload) {
        List<String> rows = new ArrayList<>();
        for (long i = 0; i < SOME; i++) {
            rows.add("%s %d %d+%d/%d %d %d"
                    .formatted(
                            EventKind.values()[workload.kindCode(i)],
                            workload.timeNanos(i),
                            Workload.region(workload.address(i)),
                            Workload.offset(workload.address(i)),
                            Workload.ACCESS_BYTES,
                            workload.origin(),
                            workload.value(i)));
        }
        return rows;
    }
}
