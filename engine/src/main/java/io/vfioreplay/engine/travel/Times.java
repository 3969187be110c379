package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import java.util.Arrays;

/**
 * Which event was the last at a time. Clocks are set, threads write late, and a request that was never answered comes at the end with
 * the time at which it was made; so times do not only grow, and halving the journal would find anything. Here the time at a position is
 * the latest of all events up to it, which only grows, and the last event at a time is the last before that becomes later. One thread.
 *
 * <p>Made by reading the journal once; 8 bytes are kept for 512 events.
 */
final class Times {

    private static final int STEP = 512;

    private final Timeline timeline;
    private final Scale scale;
    private final long[] latest;
    private boolean isSetBack;

    /** Brings the time of an event to the clock that is asked for. */
    @FunctionalInterface
    interface Scale {
        /** The journal's own. */
        Scale OWN = (position, timeNanos) -> timeNanos;

        /** The time, ns since 1970; {@link Envelope#NO_TIME} stays what it is. */
        long nanos(long position, long timeNanos);
    }

    Times(Timeline timeline, Scale scale, Progress progress) {
        this.timeline = timeline;
        this.scale = scale;
        this.latest = new long[(int) (timeline.eventCount() / STEP + 1)];
        Arrays.fill(latest, Envelope.NO_TIME);
        timeline.replay(Range.ALL, progress, (envelope, kind, values, payload) -> {
            int part = (int) (envelope.position() / STEP);
            long time = time(envelope);
            isSetBack |= time != Envelope.NO_TIME && time < latest[part];
            latest[part] = Math.max(latest[part], time);
        });
        for (int i = 1; i < latest.length; i++) {
            latest[i] = Math.max(latest[i], latest[i - 1]);
        }
    }

    /** Whether any event has a time. */
    boolean isTimed() {
        return latest[latest.length - 1] != Envelope.NO_TIME;
    }

    /** The latest time of all events up to a position; {@link Envelope#NO_TIME} where none has one. */
    long at(long position) {
        int part = (int) (Math.max(0, position) / STEP);
        long[] found = {part == 0 ? Envelope.NO_TIME : latest[part - 1]};
        timeline.replay(
                new Range((long) part * STEP, position + 1),
                Progress.NONE,
                (envelope, kind, values, payload) -> found[0] = Math.max(found[0], time(envelope)));
        return found[0];
    }

    /** The last event up to which nothing is later than this time; -1 when the first is. */
    long lastAt(long timeNanos) {
        int part = 0;
        int end = latest.length;
        while (part < end) { // The first part in which something is later.
            int middle = (part + end) >>> 1;
            if (latest[middle] > timeNanos) {
                end = middle;
            } else {
                part = middle + 1;
            }
        }
        if (part == latest.length) {
            return timeline.eventCount() - 1;
        }
        long[] first = {Long.MAX_VALUE};
        Range range = new Range((long) part * STEP, (part + 1L) * STEP);
        timeline.replay(range, Progress.NONE, (envelope, kind, values, payload) -> {
            if (time(envelope) > timeNanos) {
                first[0] = Math.min(first[0], envelope.position());
            }
        });
        return first[0] - 1;
    }

    /** Whether an event has an earlier time than one shortly before it. */
    boolean isSetBack() {
        return isSetBack;
    }

    private long time(Envelope envelope) {
        return envelope.result() == Envelope.UNANSWERED
                ? Envelope.NO_TIME
                : scale.nanos(envelope.position(), envelope.timeNanos());
    }
}
