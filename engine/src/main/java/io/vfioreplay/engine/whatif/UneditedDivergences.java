package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the events of a redacted journal of which a model said something else, where they are in a branch. What it said was said of
 * the event as it was recorded, so it is nothing that can be known of an edited one. One thread.
 */
final class UneditedDivergences implements BranchSteps {

    private final Branch branch;
    private final Set<Long> recorded;
    private final List<Long> positions = new ArrayList<>();

    private UneditedDivergences(Branch branch, Set<Long> recorded) {
        this.branch = branch;
        this.recorded = recorded;
    }

    /**
     * Positions in the branch.
     *
     * @param recorded positions in the journal
     */
    static List<Long> of(Branch branch, List<Long> recorded) {
        UneditedDivergences found = new UneditedDivergences(branch, Set.copyOf(recorded));
        if (!recorded.isEmpty()) {
            branch.walk(Range.ALL, Progress.NONE, found);
        }
        return found.positions;
    }

    @Override
    public void same(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (recorded.contains(branch.mark(envelope.position()).position())) {
            positions.add(envelope.position());
        }
    }

    @Override
    public void dropped(Event original) {
        // Gone, and what was said of it too.
    }

    @Override
    public void changed(Event original, Event instead) {
        // Another event.
    }

    @Override
    public void inserted(Event event) {
        // No model was asked about it.
    }
}
