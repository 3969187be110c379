package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;

/**
 * How often a filter is true of the events of a recording.
 *
 * @param count of the events
 * @param first position of the first of them, or {@link Envelope#NO_POSITION}
 * @param last position of the last
 */
record Matches(long count, long first, long last) {

    static Matches of(ReplayedRecording recording, String filter) {
        Timeline timeline = recording.timeline();
        long[] seen = {0, Envelope.NO_POSITION, Envelope.NO_POSITION};
        timeline.replay(
                Range.ALL,
                Progress.NONE,
                Filter.parse(filter).matcher(timeline.originNanos()).before((envelope, kind, values, payload) -> {
                    seen[1] = seen[0] == 0 ? envelope.position() : seen[1];
                    seen[2] = envelope.position();
                    seen[0]++;
                }));
        return new Matches(seen[0], seen[1], seen[2]);
    }

    /** In words. */
    String text() {
        return switch ((int) Math.min(count, 2)) {
            case 0 -> "none";
            case 1 -> "1, at position " + first;
            default -> count + ", from position " + first + " to " + last;
        };
    }
}
