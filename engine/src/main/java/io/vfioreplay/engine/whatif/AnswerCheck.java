package io.vfioreplay.engine.whatif;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.PredictingHost;
import io.vfioreplay.hardware.model.WrongAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the models what they answer to the events that were written by hand. One thread. */
final class AnswerCheck implements BranchSteps {

    private final Branch branch;
    private final PredictingHost host;
    private final List<Prediction> predictions = new ArrayList<>();

    AnswerCheck(Branch branch, PredictingHost host) {
        this.branch = branch;
        this.host = host;
    }

    /** What they answer, by position. */
    List<Prediction> predictions() {
        return predictions;
    }

    @Override
    public void same(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        host.accept(envelope, kind, values, payload);
    }

    @Override
    public void dropped(Event original) {
        // The devices of the branch are never asked.
    }

    @Override
    public void changed(Event original, Event changed) {
        ask(changed);
    }

    @Override
    public void inserted(Event event) {
        ask(event);
    }

    private void ask(Event event) {
        List<WrongAnswer> before = host.predictions().wrong();
        host.predictions().takeAnswer();
        event.sendTo(host);
        Optional<Answer> answer = host.predictions().takeAnswer();
        if (answer.isEmpty()) {
            return;
        }
        Mark at = branch.mark(event.stamp().position());
        List<WrongAnswer> wrong = host.predictions().wrong();
        if (wrong.size() > before.size()) {
            predictions.add(Prediction.wrong(at, event, wrong.get(wrong.size() - 1)));
        } else if (answer.get() instanceof Answer.Unknown unknown) {
            predictions.add(new Prediction(at, event, Prediction.Kind.UNKNOWN, unknown.why()));
        } else if (AnsweredEvent.of(event, answer.get()).isPresent()) {
            boolean agrees = AnsweredEvent.isSame(
                    event, AnsweredEvent.of(event, answer.get()).get());
            Prediction.Kind kind = agrees ? Prediction.Kind.AGREES : Prediction.Kind.DISAGREES;
            predictions.add(new Prediction(at, event, kind, Answer.text(answer.get())));
        }
    }
}
