package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.wire.WireLog;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Merges several captures of one host by the time of their events. Each capture keeps its own order; between captures the
 * earlier event goes first, and of equal times that of the earlier capture. The result depends on the captures alone.
 *
 * <p>Each capture is read by a thread of its own, at most {@value #AHEAD} events ahead.
 */
final class Merge {

    private static final int AHEAD = 64;
    private static final int DEVICES_PER_CAPTURE = 1 << 16;

    private final List<Source> sources = new ArrayList<>();
    private final int[] deviceNumbers;
    private int devices;

    private Merge(int captures) {
        this.deviceNumbers = new int[captures * DEVICES_PER_CAPTURE];
    }

    /**
     * Reads all captures into one sink; devices are numbered in the order in which they appear.
     *
     * @param wires for each capture, what takes its wire log; called on a thread of its own, before this returns
     */
    static List<CaptureSummary> run(
            List<Capture> captures, List<? extends WireLog.Pieces> wires, FlatEventSink sink, Progress progress) {
        Merge merge = new Merge(captures.size());
        int witness = 0;
        for (int i = 0; i < captures.size(); i++) {
            Capture capture = captures.get(i);
            merge.sources.add(
                    new Source(capture, new Numbering(witness, i * DEVICES_PER_CAPTURE), wires.get(i), progress));
            witness += capture.files().size();
        }
        try {
            merge.sources.forEach(Source::start);
            merge.merge(sink);
            return merge.sources.stream()
                    .flatMap(source -> source.summaries().stream())
                    .toList();
        } finally {
            merge.sources.forEach(Source::cancel);
        }
    }

    private void merge(FlatEventSink sink) {
        for (Source next = earliest(); next != null; next = earliest()) {
            Event event = next.take();
            Event numbered = new Event(renumbered(event.stamp()), event.kind(), event.values(), event.payload());
            numbered.sendTo(sink);
        }
    }

    private @Nullable Source earliest() {
        Source earliest = null;
        for (Source source : sources) {
            Event head = source.head();
            if (head != null && (earliest == null || source.time() < earliest.time())) {
                earliest = source;
            }
        }
        return earliest;
    }

    private Stamp renumbered(Stamp stamp) {
        if (stamp.device() < 0) {
            return stamp;
        }
        if (deviceNumbers[stamp.device()] == 0) {
            deviceNumbers[stamp.device()] = ++devices;
        }
        return new Stamp(
                stamp.position(),
                stamp.timeNanos(),
                stamp.durationNanos(),
                deviceNumbers[stamp.device()] - 1,
                stamp.witness(),
                stamp.record(),
                stamp.result());
    }

    /** What a capture ends with. */
    private record Accounted(List<CaptureSummary> summaries) {}

    /** One capture that is read ahead. */
    private static final class Source {

        private final ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(AHEAD);
        private final Thread thread;
        private @Nullable Object head;
        private long time = Long.MIN_VALUE;

        Source(Capture capture, Numbering numbering, WireLog.Pieces wire, Progress progress) {
            thread = new Thread(
                    () -> read(capture, numbering, wire, progress), "vfio-replay-capture-" + numbering.witness());
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        void cancel() {
            thread.interrupt();
        }

        /** Puts events, and at the end the summaries or what went wrong. */
        private void read(Capture capture, Numbering numbering, WireLog.Pieces wire, Progress progress) {
            try {
                put(new Accounted(capture.readInto(
                        new Flattener((e, kind, values, payload) -> put(Event.copyOf(e, kind, values, payload))),
                        numbering,
                        progress,
                        wire)));
            } catch (CancellationException cancelled) {
                // Nobody takes any more.
            } catch (RuntimeException | Error failed) {
                // Also an Error, or the merging thread would wait for ever.
                putUnlessCancelled(failed);
            }
        }

        private void putUnlessCancelled(Throwable failed) {
            try {
                put(failed);
            } catch (CancellationException cancelled) {
                // Nobody takes any more.
            }
        }

        private void put(Object item) {
            try {
                queue.put(item);
            } catch (InterruptedException interrupted) {
                throw new CancellationException();
            }
        }

        /** The next event, or null at the end. */
        @Nullable
        Event head() {
            if (head == null) {
                head = poll();
                time = head instanceof Event event
                        ? Math.max(time, event.stamp().timeNanos())
                        : time;
            }
            if (head instanceof RuntimeException failed) {
                throw failed;
            }
            if (head instanceof Error failed) {
                throw failed;
            }
            return head instanceof Event event ? event : null;
        }

        /** The latest time so far: events that are journaled late do not pull others forward. */
        long time() {
            return time;
        }

        Event take() {
            Event event = head();
            if (event == null) {
                throw new IllegalStateException("taken behind the end");
            }
            head = null;
            return event;
        }

        List<CaptureSummary> summaries() {
            if (head instanceof Accounted accounted) {
                return accounted.summaries;
            }
            throw new IllegalStateException("asked before the end");
        }

        private Object poll() {
            try {
                return queue.take();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
    }
}
