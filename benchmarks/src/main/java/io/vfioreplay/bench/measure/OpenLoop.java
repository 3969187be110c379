package io.vfioreplay.bench.measure;

import io.vfioreplay.bench.peer.Recording;
import org.HdrHistogram.Histogram;

/**
 * Makes events at a fixed rate, whatever happens to them, and sees how long after it was due each one's call had returned, each
 * one was published, and each one was on the disk. All by the thread that makes the events, between them: a thread of its own
 * would take one of two processors away from those that are measured. So the second and the third are upper bounds: what
 * happens during a call is seen behind it.
 */
final class OpenLoop {

    /** Longer than this nothing is waited for at the end. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private static final int DIGITS = 3;

    private final NanoClock clock;
    private final Schedule schedule;
    private final int events;
    private final int warmUpEvents;
    private final Histogram call = new Histogram(DIGITS);
    private final Progress published;
    private final Progress durable;

    /**
     * A loop.
     *
     * @param warmUpEvents how many of {@code events}, the first ones, are made and not counted
     */
    OpenLoop(NanoClock clock, Schedule schedule, int events, int warmUpEvents) {
        this.clock = clock;
        this.schedule = schedule;
        this.events = events;
        this.warmUpEvents = warmUpEvents;
        this.published = new Progress(events);
        this.durable = new Progress(events);
    }

    /**
     * What came out, in ns.
     *
     * @param call until the call returned
     * @param published until a reader could see the event; empty where that was not observed
     * @param durable until it was on the disk; empty where that was not observed
     */
    record Latencies(Histogram call, Histogram published, Histogram durable) {}

    /**
     * Runs to the end, and until everything is published and, where that is observed, on the disk.
     *
     * @throws IllegalStateException when that takes longer than anybody would wait
     */
    Latencies run(Recording recording) {
        for (int event = 0; event < events; event++) {
            long due = schedule.dueNanos(event);
            long now = clock.nanos();
            while (now < due) {
                look(recording, now);
                Thread.onSpinWait();
                now = clock.nanos();
            }
            recording.write(event, event + 1L);
            now = clock.nanos();
            if (event >= warmUpEvents) {
                call.recordValue(Math.max(0, now - due));
            }
            look(recording, now);
        }
        awaitEnd(recording);
        return new Latencies(call, latencies(published), latencies(durable));
    }

    private void look(Recording recording, long now) {
        published.saw(recording.publishedEvents(), now);
        durable.saw(recording.durableEvents(), now);
    }

    private void awaitEnd(Recording recording) {
        long end = clock.nanos() + PATIENCE_NANOS;
        boolean isDurable = recording.durableEvents() != Recording.NOT_OBSERVED;
        while (published.count() < events || (isDurable && durable.count() < events)) {
            long now = clock.nanos();
            if (now > end) {
                throw new IllegalStateException("of %d events, %d were published and %d durable after waiting for long"
                        .formatted(events, published.count(), durable.count()));
            }
            look(recording, now);
            Thread.onSpinWait();
        }
    }

    private Histogram latencies(Progress progress) {
        Histogram latencies = new Histogram(DIGITS);
        progress.addTo(latencies, schedule, warmUpEvents, events);
        return latencies;
    }
}
