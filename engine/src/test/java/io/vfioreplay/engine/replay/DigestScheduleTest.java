package io.vfioreplay.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventKind;
import org.junit.jupiter.api.Test;

final class DigestScheduleTest {

    @Test
    void isDueBehind_everyStateSet() {
        DigestSchedule schedule = new DigestSchedule();
        assertThat(schedule.isDueBehind(EventKind.DEVICE_STATE_SET)).isTrue();
        schedule.made(1);
        assertThat(schedule.isDueBehind(EventKind.MMIO_READ)).isFalse();
        assertThat(schedule.isDueBehind(EventKind.DEVICE_STATE_SET)).isTrue();
    }

    @Test
    void isDueBehind_asManyEventsAsTheStateHasValuesButAtLeast4096() {
        DigestSchedule schedule = new DigestSchedule();
        assertThat(eventsUntilDue(schedule)).isEqualTo(4096);
        schedule.made(10_000);
        assertThat(eventsUntilDue(schedule)).isEqualTo(10_000);
        schedule.made(10);
        assertThat(eventsUntilDue(schedule)).isEqualTo(4096);
    }

    @Test
    void isDueBehind_costsAtMostSoManyValuesPerEventWhenStatesAreSetWithoutEnd() {
        DigestSchedule schedule = new DigestSchedule();
        long size = 1_000_000;
        long values = 0;
        int events = 1_000_000;
        for (int i = 0; i < events; i++) {
            if (schedule.isDueBehind(EventKind.DEVICE_STATE_SET)) {
                schedule.made(size);
                values += size;
            }
        }
        assertThat(values).isBetween(1L << 24, (1L << 24) + 17L * events + size);
    }

    private static int eventsUntilDue(DigestSchedule schedule) {
        int events = 1;
        while (!schedule.isDueBehind(EventKind.MMIO_READ)) {
            events++;
        }
        return events;
    }
}
