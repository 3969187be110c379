package io.vfioreplay.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: maps from what a person would call a group to a count. */
final class StatisticsTest {

    private static final List<List<Dimension>> GROUPINGS = List.of(
            List.of(Dimension.KIND),
            List.of(Dimension.DEVICE),
            List.of(Dimension.REGISTER),
            List.of(Dimension.PHASE, Dimension.KIND),
            List.of(Dimension.KIND, Dimension.REGISTER, Dimension.PHASE, Dimension.DEVICE));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void groups_areThoseOfAMap(long seed) {
        List<Event> events = events(new SplittableRandom(seed));
        Statistics statistics = new Statistics(GROUPINGS);
        Statistics.Pass pass = statistics.pass(Filter.ALL, 0);
        events.forEach(event -> event.sendTo(pass));
        assertThat(statistics.all().events()).isEqualTo(events.size());
        for (Grouping grouping : statistics.groupings()) {
            Map<String, Long> found = new HashMap<>();
            grouping.groups()
                    .forEach(group -> found.put(
                            name(grouping.dimensions(), group), group.tally().events()));
            assertThat(found)
                    .as("seed %d, %s", seed, grouping.dimensions())
                    .isEqualTo(byMap(grouping.dimensions(), events));
        }
    }

    @Test
    void pass_countsOnlyWhatTheFilterWantsAndKnowsThePhaseAllTheSame() {
        Statistics statistics = new Statistics(List.of(List.of(Dimension.PHASE)));
        Statistics.Pass pass = statistics.pass(Filter.parse("kind == mmioRead"), 0);
        state(0, StateV2.PRE_COPY).sendTo(pass);
        mmio(1, 0, 0, false).sendTo(pass);
        assertThat(statistics.all().events()).isEqualTo(1);
        assertThat(statistics.groupings().get(0).groups().get(0).phase()).contains("PRE_COPY");
    }

    @Test
    void pass_overARangeKnowsThePhaseFromTheEventsBefore() {
        Statistics statistics = new Statistics(List.of(List.of(Dimension.PHASE)));
        Statistics.Pass pass = statistics.pass(Filter.parse("phase == STOP_COPY"), 0);
        assertThat(pass.needsHistory()).isTrue();
        state(0, StateV2.STOP_COPY).sendTo(pass::pass);
        mmio(1, 0, 0, false).sendTo(pass);
        assertThat(statistics.all().events()).isEqualTo(1);
        assertThat(statistics.groupings().get(0).groups().get(0).phase()).contains("STOP_COPY");
    }

    @Test
    void groups_areBoundedAndTheRestIsCounted() {
        Statistics statistics = new Statistics(List.of(List.of(Dimension.REGISTER)));
        Statistics.Pass pass = statistics.pass(Filter.ALL, 0);
        int events = 3 * Grouping.GROUPS_MAX;
        for (int i = 0; i < events; i++) {
            mmio(i, 0, 8L * i, true).sendTo(pass);
        }
        Grouping grouping = statistics.groupings().get(0);
        assertThat(grouping.groups()).hasSizeLessThanOrEqualTo(Grouping.GROUPS_MAX);
        assertThat(grouping.groups().size() + grouping.others().events()).isEqualTo(events);
    }

    @Test
    void activity_keepsEveryEventInFewSlices() {
        Activity activity = new Activity();
        SplittableRandom random = new SplittableRandom(1);
        int events = 10_000;
        for (int i = 0; i < events; i++) {
            activity.add(random.nextLong(1L << random.nextInt(62)));
        }
        long sum = 0;
        for (long slice : activity.slices()) {
            sum += slice;
        }
        assertThat(sum).isEqualTo(events);
        assertThat(activity.slices().length).isLessThanOrEqualTo(Activity.SLICES_MAX);
    }

    @Test
    void tally_tellsFailuresDurationsAndIntervalsApart() {
        Tally tally = new Tally();
        tally.add(new Stamp(0, 100, 7, 0, 0, 0, Envelope.OK), 4);
        tally.add(new Stamp(1, 90, Envelope.NO_DURATION, 0, 0, 0, 22), 4); // The clock went backwards.
        tally.add(new Stamp(2, Envelope.NO_TIME, Envelope.NO_DURATION, 0, 0, 0, Envelope.UNANSWERED), 0);
        tally.add(new Stamp(3, 150, 9, 0, 0, 0, Envelope.UNOBSERVED), 0);
        assertThat(tally.events()).isEqualTo(4);
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(tally.unanswered()).isEqualTo(1);
        assertThat(tally.bytes()).isEqualTo(8);
        assertThat(tally.durations().count()).isEqualTo(2);
        assertThat(tally.durations().greatest()).isEqualTo(9);
        assertThat(tally.intervals().count()).isEqualTo(1);
        assertThat(tally.intervals().greatest()).isEqualTo(60);
        assertThat(tally.spanNanos()).isEqualTo(60);
    }

    private static Map<String, Long> byMap(List<Dimension> dimensions, List<Event> events) {
        Map<String, Long> counts = new HashMap<>();
        Map<Integer, String> phases = new HashMap<>();
        for (Event event : events) {
            boolean isRegister = event.kind() == EventKind.MMIO_READ || event.kind() == EventKind.MMIO_WRITTEN;
            if (isRegister || !dimensions.contains(Dimension.REGISTER)) {
                counts.merge(name(dimensions, event, phases), 1L, Long::sum);
            }
            if (event.kind() == EventKind.DEVICE_STATE_SET && event.stamp().device() >= 0) {
                phases.put(
                        event.stamp().device(),
                        StateV2.of(event.values().get(0).intValue())
                                .orElseThrow()
                                .name());
            }
        }
        return counts;
    }

    private static String name(List<Dimension> dimensions, Event event, Map<Integer, String> phases) {
        StringBuilder name = new StringBuilder();
        for (Dimension dimension : dimensions) {
            name.append(
                    switch (dimension) {
                        case KIND -> event.kind().label();
                        case DEVICE -> event.stamp().device();
                        case PHASE -> phases.getOrDefault(event.stamp().device(), "");
                        case REGISTER ->
                            event.stamp().device() + "/" + event.values().get(0) + "/"
                                    + event.values().get(1) + "/" + (event.kind() == EventKind.MMIO_WRITTEN);
                    });
            name.append(' ');
        }
        return name.toString();
    }

    private static String name(List<Dimension> dimensions, Group group) {
        StringBuilder name = new StringBuilder();
        for (Dimension dimension : dimensions) {
            name.append(
                    switch (dimension) {
                        case KIND -> group.kind().map(EventKind::label).orElse("");
                        case DEVICE -> group.device();
                        case PHASE -> group.phase().orElse("");
                        case REGISTER ->
                            group.register()
                                    .map(place -> group.device() + "/" + place.region() + "/" + place.offset() + "/"
                                            + place.isWrite())
                                    .orElse("");
                    });
            name.append(' ');
        }
        return name.toString();
    }

    private static List<Event> events(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int device = random.nextInt(-1, 6);
            events.add(
                    random.nextInt(20) == 0
                            ? state(device, StateV2.values()[1 + random.nextInt(7)])
                            : mmio(i, device, random.nextInt(9) * 4L - 8, random.nextBoolean()));
        }
        return events;
    }

    private static Event state(int device, StateV2 state) {
        return new Event(
                Stamp.at(0, device),
                EventKind.DEVICE_STATE_SET,
                List.of(state.asDeviceState().packed(), (long) EventSink.NO_DATA_FD),
                Payload.empty());
    }

    private static Event mmio(long time, int device, long offset, boolean isWrite) {
        return new Event(
                Stamp.at(time, device),
                isWrite ? EventKind.MMIO_WRITTEN : EventKind.MMIO_READ,
                List.of(time % 3, offset, 4L, (long) EventSink.CPU),
                Payload.ofLittleEndian(time, 4));
    }
}
