package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.hardware.state.TreeDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All changes of a journal, found by building the tree of everything behind every event. */
final class BruteForce {

    private BruteForce() {}

    /** Every event with what it changes. */
    record Step(Event event, boolean isDeviceNew, List<Change> changes) {}

    static List<Step> steps(Timeline timeline) {
        HostState state = new HostState();
        Unflattener rows = new Unflattener(state.events());
        List<Step> steps = new ArrayList<>();
        StateTree[] before = {state.tree()};
        timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
            boolean isNew = state.host().device(envelope.device()).isEmpty();
            rows.accept(envelope, kind, values, payload);
            StateTree after = state.tree();
            List<Change> changes = new ArrayList<>();
            for (TreeDiff.Difference difference :
                    TreeDiff.between(before[0], after).differences()) {
                changes.add(new Change(
                        envelope.position(),
                        envelope.timeNanos(),
                        difference.path(),
                        Optional.ofNullable(difference.left()),
                        Optional.ofNullable(difference.right())));
            }
            before[0] = after;
            steps.add(new Step(Event.copyOf(envelope, kind, values, payload), isNew, changes));
        });
        return steps;
    }

    static List<Change> changes(List<Step> steps, Predicate<Change> wanted) {
        return steps.stream()
                .flatMap(step -> step.changes.stream())
                .filter(wanted)
                .toList();
    }
}
