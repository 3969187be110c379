package io.vfioreplay.engine.recovery;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Counts what a {@link GapFiller} passes on, to find the events of a damaged, redacted journal of which a model said something else
 * where they will be in the recovered one. A pass of its own, since a header is written before the first event. One thread.
 */
final class MovedDivergences implements FlatEventSink {

    private final Set<Long> damaged;
    private final List<Long> positions = new ArrayList<>();
    private long next;

    private MovedDivergences(Set<Long> damaged) {
        this.damaged = damaged;
    }

    /** Positions in the recovered journal; an event that is lost has none. */
    static List<Long> of(Timeline damaged) {
        Set<Long> recorded = Set.copyOf(Derivation.divergences(damaged.description()));
        MovedDivergences moved = new MovedDivergences(recorded);
        if (!recorded.isEmpty()) {
            GapFiller filler = new GapFiller(moved, damaged.digest());
            damaged.replay(Range.ALL, Progress.NONE, filler::good, filler::withoutPayload);
        }
        return moved.positions;
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (damaged.contains(envelope.position())) { // That of a gap is none.
            positions.add(next);
        }
        next++;
    }
}
