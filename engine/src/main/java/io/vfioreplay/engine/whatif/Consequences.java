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
 * silent before, the recorded answer stays. A read that was written by hand without its bytes gets those of the model.
 */
final class Consequences implements BranchSteps {

    /** An answer that takes a device another way is followed in a pass of its own; ours: so many. */
    private static final int PASSES_MAX = 32;

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
            followed = with(followed, found.taken);
        }
        all.sort((a, b) ->
                Long.compare(a.recorded.stamp().position(), b.recorded.stamp().position()));
        return new Followed(followed, all);
    }

    private static Branch with(Branch branch, List<Taken> taken) {
        Branch answered = branch;
        List<Edit> edits = new ArrayList<>();
        for (Taken each : taken) {
            long position = each.recorded.stamp().position();
            Mark mark = branch.mark(position);
            if (mark.isInserted()) {
                answered = answered.inserting(position, each.predicted);
            } else {
                Range here = new Range(mark.position(), mark.position() + 1);
                edits.add(new Edit.Change(here, Filter.ALL, event -> each.predicted));
            }
        }
        return answered.with(edits);
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
        boolean isRefusedOnly = found.answer instanceof Answer.Refused
                && found.recorded.kind() != EventKind.DEVICE_STATE_SET; // A refusal leaves the model where it is.
        isOpen = isRefusedOnly
                || found.recorded.stamp().result() == found.predicted.stamp().result();
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
        Optional<Event> asked = AnsweredEvent.asked(event);
        asked.orElse(event).sendTo(instead);
        Optional<Answer> answer = instead.predictions().takeAnswer();
        if (asked.isPresent() && answer.isPresent() && isOpen) {
            AnsweredEvent.of(event, answer.get())
                    .ifPresent(predicted -> take(new Taken(event, predicted, answer.get())));
        }
    }
}
