package io.vfioreplay.engine.diff;

import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Two runs event by event, in step: positions, times and records are ignored, everything else counts. Memory is bounded:
 * {@value #WINDOW_EVENTS} events of either run at a time.
 *
 * @param sourceEvents events of the first run
 * @param destinationEvents events of the second run
 * @param differing pairs at the same place that differ, and events that only one run has
 * @param first the first difference, empty when the runs are the same
 */
public record RunDiff(long sourceEvents, long destinationEvents, long differing, Optional<First> first) {

    private static final int WINDOW_EVENTS = 1024;
    private static final int NEIGHBOURS = 5;

    /**
     * The first place at which the runs part.
     *
     * @param index how many events before it are the same
     * @param before the last of those, oldest first
     * @param source the event of the first run, empty when it is over
     * @param destination the event of the second run, empty when it is over
     */
    public record First(long index, List<Event> before, Optional<Event> source, Optional<Event> destination) {
        /** Keeps a copy of the neighbours. */
        public First {
            before = List.copyOf(before);
        }
    }

    /**
     * Compares two runs whose positions are without holes.
     *
     * @param source the first run
     * @param destination the second run
     */
    public static RunDiff between(EventSource source, EventSource destination) {
        Walk walk = new Walk();
        for (long from = 0; ; from += WINDOW_EVENTS) {
            List<Event> here = window(source, from);
            List<Event> there = window(destination, from);
            walk.compare(here, there);
            if (here.size() < WINDOW_EVENTS && there.size() < WINDOW_EVENTS) {
                return new RunDiff(walk.sourceEvents, walk.destinationEvents, walk.differing, walk.first);
            }
        }
    }

    /** Whether two events say the same, leaving aside when and where they were recorded. */
    public static boolean same(Event a, Event b) {
        return a.kind() == b.kind()
                && a.stamp().device() == b.stamp().device()
                && a.stamp().result() == b.stamp().result()
                && (a.kind() == EventKind.CAPTURE_DAMAGED || a.values().equals(b.values()))
                && Arrays.equals(a.payload().toByteArray(), b.payload().toByteArray());
    }

    private static List<Event> window(EventSource source, long from) {
        List<Event> events = new ArrayList<>();
        source.replay(
                from,
                from + WINDOW_EVENTS,
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        return events;
    }

    private static final class Walk {
        private final Deque<Event> before = new ArrayDeque<>();
        private long sourceEvents;
        private long destinationEvents;
        private long differing;
        private Optional<First> first = Optional.empty();

        void compare(List<Event> here, List<Event> there) {
            for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
                Optional<Event> a = i < here.size() ? Optional.of(here.get(i)) : Optional.empty();
                Optional<Event> b = i < there.size() ? Optional.of(there.get(i)) : Optional.empty();
                boolean same = a.isPresent() && b.isPresent() && same(a.get(), b.get());
                if (!same) {
                    differing++;
                    if (first.isEmpty()) {
                        first = Optional.of(new First(sourceEvents, List.copyOf(before), a, b));
                    }
                } else if (first.isEmpty()) {
                    remember(a.get());
                }
                sourceEvents += a.isPresent() ? 1 : 0;
                destinationEvents += b.isPresent() ? 1 : 0;
            }
        }

        private void remember(Event event) {
            before.addLast(event);
            if (before.size() > NEIGHBOURS) {
                before.removeFirst();
            }
        }
    }
}
