package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Courses made by hand, of one device. */
final class Courses {

    private final List<Item> items = new ArrayList<>();

    Courses opened() {
        return add(EventKind.DEVICE_OPENED, List.of((long) Protocol.V2.code()), Payload.ofUtf8("card"));
    }

    Courses marker(String text) {
        return add(EventKind.MARKER_PLACED, List.of(), Payload.ofUtf8(text));
    }

    Courses requested(StateV2 state) {
        long packed = DeviceState.of(Protocol.V2, state.number()).packed();
        return add(EventKind.DEVICE_STATE_SET, List.of(packed, (long) EventSink.NO_DATA_FD), Payload.empty());
    }

    Courses saved(byte... data) {
        long count = data.length;
        return add(EventKind.MIGRATION_DATA_READ, List.of(-1L, count, count), Payload.of(data));
    }

    Courses dmaIssued(long id, long length) {
        return add(
                EventKind.DMA_ISSUED,
                List.of(id, -1L, (long) DmaDirection.READ.ordinal(), 0L, length),
                Payload.empty());
    }

    Courses dmaCompleted(long id, byte... data) {
        return add(
                EventKind.DMA_COMPLETED,
                List.of(id, -1L, (long) DmaDirection.READ.ordinal(), 0L, (long) data.length),
                Payload.of(data));
    }

    private Courses add(EventKind kind, List<Long> values, Payload payload) {
        items.add(new Item(Side.SOURCE, new Event(Stamp.at(items.size() * 7L, 0), kind, values, payload), false));
        return this;
    }

    Course course() {
        return new Course(items);
    }

    /** Keeps what a predicate says. */
    static Keep keeping(String text, Predicate<Course> predicate) {
        return new Keep() {
            @Override
            public boolean holds(Course course) {
                return predicate.test(course);
            }

            @Override
            public String text() {
                return text;
            }
        };
    }

    /** Whether a course has an event of a kind. */
    static boolean has(Course course, EventKind kind) {
        return course.items().stream().anyMatch(item -> item.event().kind() == kind);
    }

    /** The kinds of the events, in order. */
    static List<EventKind> kinds(Course course) {
        return course.items().stream().map(item -> item.event().kind()).toList();
    }
}
