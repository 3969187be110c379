package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.JournalIndex.Snapshot;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.Iterator;
import java.util.Optional;

/** Folds a journal, all of it or parts, while a detector looks on. One thread. */
final class Scan {

    private final Timeline timeline;
    private ObservedHost host = new ObservedHost();
    private FlatEventSink rows = new Unflattener(host);
    /** The position up to which everything is folded in {@link #host}; {@link #PARTIAL} where not everything is. */
    private long folded = Envelope.NO_POSITION;

    private final Enough enough = new Enough();

    private static final long PARTIAL = Long.MAX_VALUE;

    Scan(Timeline timeline) {
        this.timeline = timeline;
    }

    /** The consumer wants no more. Ends the reading of a range, and is caught here. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Enough() {
            super("", null, false, false);
        }
    }

    /** The state is that of a snapshot, or the one before the first event. */
    void restore(Optional<Snapshot> snapshot) {
        host = snapshot.map(known -> ObservedHost.restore(known.state())).orElseGet(ObservedHost::new);
        rows = new Unflattener(host);
        folded = snapshot.map(Snapshot::position).orElse(Envelope.NO_POSITION);
    }

    /** The state is that of a snapshot, if that is nearer to what comes next than what is folded now. */
    void restoreIfNearer(Snapshot snapshot) {
        if (folded < snapshot.position() || folded == PARTIAL) {
            restore(Optional.of(snapshot));
        }
    }

    /** Folds everything, and passes on what changes within a range. */
    void everything(Detector detector, Range range, Progress progress, Change.Consumer consumer) {
        if (detector.needsState()) {
            if (folded >= range.from()) { // Cannot go back; what called this has restored a snapshot if there is one.
                restore(Optional.empty());
            }
            timeline.replay(new Range(folded + 1, range.from()), progress, (envelope, kind, values, payload) -> {
                rows.accept(envelope, kind, values, payload);
                folded = envelope.position();
            });
            detector.begin(host);
        }
        untilEnough(() -> timeline.replay(range, progress, (envelope, kind, values, payload) -> {
            if (detector.needsState()) {
                detector.before(host, envelope, kind, values);
                rows.accept(envelope, kind, values, payload);
                folded = envelope.position();
            }
            if (!detector.behind(host, envelope, kind, values, payload, consumer)) {
                throw enough;
            }
        }));
    }

    /**
     * Folds what matters to the detector, from the state that was restored on, and passes on what changes within a range.
     *
     * @param parts in ascending order; what was read is not read again
     */
    void only(Iterator<Range> parts, Detector detector, Range range, Progress progress, Change.Consumer consumer) {
        if (detector.needsState()) {
            detector.begin(host);
            folded = PARTIAL;
        }
        untilEnough(() -> {
            long read = 0;
            while (parts.hasNext()) {
                Range part = parts.next();
                if (part.from() >= range.to()) {
                    return;
                }
                Range rest = new Range(Math.max(read, part.from()), Math.min(range.to(), part.to()));
                if (rest.from() < rest.to()) {
                    part(rest, detector, range, progress, consumer);
                    read = rest.to();
                }
            }
        });
    }

    private void part(Range part, Detector detector, Range range, Progress progress, Change.Consumer consumer) {
        timeline.replay(part, progress, (envelope, kind, values, payload) -> {
            boolean isWanted = envelope.position() >= range.from();
            boolean isFolded = detector.needsState() && detector.isFolded(host, envelope, kind, values);
            if (isFolded) {
                if (isWanted) {
                    detector.before(host, envelope, kind, values);
                }
                rows.accept(envelope, kind, values, payload);
                if (!isWanted) {
                    detector.passed(envelope, kind, values);
                }
            }
            boolean isLooked = isWanted && (isFolded || !detector.needsState());
            if (isLooked && !detector.behind(host, envelope, kind, values, payload, consumer)) {
                throw enough;
            }
        });
    }

    private static void untilEnough(Runnable reading) {
        try {
            reading.run();
        } catch (Enough wanted) {
            // What the consumer wanted.
        }
    }
}
