package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.state.TreeDiff;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state behind one position, really and in a branch.
 *
 * @param at the position in the journal, -1 when it has no event
 * @param difference the leaves that differ, what really was on the left
 * @param first behind which event the states differ first; empty when they do not, or when there were too many edits without an
 *     effect to tell
 */
public record StateComparison(long at, TreeDiff difference, Optional<Mark> first) {

    /** Folds both as far as a position of the journal. */
    static StateComparison of(Branch branch, long at, Progress progress) {
        Both both = new Both(branch);
        branch.walk(new Range(0, branch.endBehind(at)), progress, both);
        TreeDiff difference = TreeDiff.between(both.really.tree(), both.instead.tree());
        return new StateComparison(at, difference, Optional.ofNullable(both.first));
    }

    /**
     * Two folds side by side. The state is a function of the events, so it can only begin to differ at an edited one, and only there
     * are the states compared.
     */
    private static final class Both implements BranchSteps {

        private static final long LEAVES_MAX = 20_000_000;

        private final Branch branch;
        private final HostState really = new HostState();
        private final HostState instead = new HostState();
        private final FlatEventSink reallyRows = new Unflattener(really.events());
        private final FlatEventSink insteadRows = new Unflattener(instead.events());
        private long leavesLeft = LEAVES_MAX;
        private @Nullable Mark first;

        Both(Branch branch) {
            this.branch = branch;
        }

        @Override
        public void same(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            reallyRows.accept(envelope, kind, values, payload);
            insteadRows.accept(envelope, kind, values, payload);
        }

        @Override
        public void dropped(Event original) {
            original.sendTo(reallyRows);
            compare(Mark.of(original.stamp().position()));
        }

        @Override
        public void changed(Event original, Event changed) {
            original.sendTo(reallyRows);
            changed.sendTo(insteadRows);
            compare(Mark.of(original.stamp().position()));
        }

        @Override
        public void inserted(Event event) {
            event.sendTo(insteadRows);
            compare(branch.mark(event.stamp().position()));
        }

        private void compare(Mark behind) {
            if (first != null || leavesLeft <= 0) {
                return;
            }
            leavesLeft -= really.size() + instead.size();
            if (!TreeDiff.between(really.tree(), instead.tree()).isEmpty()) {
                first = behind;
            }
        }
    }
}
