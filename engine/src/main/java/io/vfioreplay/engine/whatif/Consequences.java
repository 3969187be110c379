package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.PredictingHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What devices of known kinds would have answered in a branch. Where the model gives the recorded answer in the journal, and another
 * one in the branch, the branch has the model's: the device was healthy and would have answered so. Where the model was wrong or
 * silent before, the recorded answer stays.
 */
final class Consequences implements BranchSteps {

    /** A changed answer may change later ones; so often is that followed. */
    private static final int PASSES_MAX = 8;

    private final PredictingHost really;
    private final PredictingHost instead;
    private final List<Taken> taken = new ArrayList<>();
    private boolean isOpen = true; // An answer that takes another way leaves the model in doubt until it is replaced.

    private Consequences(Supplier<PredictingHost> hosts) {
        this.really = hosts.get();
        this.instead = hosts.get();
    }

    /** An answer of a device that the edits change. */
    record Taken(Event recorded, Event predicted, Answer answer) {}

    /**
     * A branch with its consequences.
     *
     * @param branch the branch
     * @param taken what was answered otherwise, by position in the branch
     */
    record Followed(Branch branch, List<Taken> taken) {}

    /** Follows the edits of a branch as far as the models of the devices can tell. */
    static Followed follow(Branch branch, Supplier<PredictingHost> hosts, Progress progress) {
        Branch followed = branch;
        List<Taken> all = new ArrayList<>();
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            Consequences found = new Consequences(hosts);
            if (found.instead.models().isEmpty()) {
                break;
            }
            followed.walk(Range.ALL, progress, found);
            if (found.taken.isEmpty()) {
                break;
            }
            all.addAll(found.taken);
            Branch before = followed;
            followed = before.with(found.taken.stream().map(each -> edit(before, each)).toList());
        }
        all.sort((a, b) -> Long.compare(a.recorded.stamp().position(), b.recorded.stamp().position()));
        return new Followed(followed, all);
    }

    private static Edit edit(Branch branch, Taken taken) {
        long position = branch.mark(taken.recorded.stamp().position()).position();
        return new Edit.Change(new Range(position, position + 1), Filter.ALL, event -> taken.predicted);
    }

    @Override
    public void same(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        long right = right(really);
        really.accept(envelope, kind, values, payload);
        instead.accept(envelope, kind, values, payload);
        Optional<Answer> answer = instead.predictions().takeAnswer();
        if (answer.isPresent() && isOpen && right(really) > right) {
            Event recorded = Event.copyOf(envelope, kind, values, payload);
            AnsweredEvent.of(recorded, answer.get())
                    .filter(event -> !AnsweredEvent.isSame(event, recorded))
                    .ifPresent(event -> take(new Taken(recorded, event, answer.get())));
        }
    }

    private static long right(PredictingHost host) {
        return host.predictions().reads().right() + host.predictions().others().right();
    }

    private void take(Taken found) {
        isOpen = found.recorded.stamp().result() == found.predicted.stamp().result();
        taken.add(found);
    }

    @Override
    public void dropped(Event original) {
        original.sendTo(really);
    }

    @Override
    public void changed(Event original, Event changed) {
        original.sendTo(really);
        changed.sendTo(instead);
        instead.predictions().takeAnswer();
    }

    @Override
    public void inserted(Event event) {
        event.sendTo(instead);
        instead.predictions().takeAnswer();
    }
}
