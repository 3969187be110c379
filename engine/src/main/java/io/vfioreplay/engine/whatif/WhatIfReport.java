package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.postmortem.Side;
import java.util.List;
import java.util.Optional;

/**
 * What a branch comes to, beside what really happened.
 *
 * @param sides of each journal that was edited, the source first
 * @param really how the migration ended
 * @param instead how it would have ended
 * @param vanished what the post-mortem found and would not have found
 * @param appeared what it would have found and did not
 */
public record WhatIfReport(
        List<SideReport> sides,
        Ending really,
        Ending instead,
        List<MarkedFinding> vanished,
        List<MarkedFinding> appeared) {

    /** Keeps copies of the lists. */
    public WhatIfReport {
        sides = List.copyOf(sides);
        vanished = List.copyOf(vanished);
        appeared = List.copyOf(appeared);
    }

    /**
     * What the edits of one journal come to.
     *
     * @param side whose it is, empty where there is only one journal
     * @param edits as they were written
     * @param touched how many events were dropped, changed and inserted
     * @param predictions what models of devices say to what was written by hand, and what follows from it
     * @param state the state behind the chosen position
     */
    public record SideReport(
            Optional<Side> side,
            List<String> edits,
            Touched touched,
            List<Prediction> predictions,
            StateComparison state) {
        /** Keeps copies of the lists. */
        public SideReport {
            edits = List.copyOf(edits);
            predictions = List.copyOf(predictions);
        }

        boolean differs() {
            return !state.difference().isEmpty()
                    || predictions.stream().anyMatch(each -> each.kind() == Prediction.Kind.FOLLOWS);
        }
    }

    /**
     * How many events were edited.
     *
     * @param dropped left out
     * @param changed made another
     * @param inserted added
     */
    public record Touched(long dropped, long changed, long inserted) {}

    /** Whether the migration would have ended otherwise. */
    public boolean endsOtherwise() {
        return really.verdict() != instead.verdict()
                || really.blame() != instead.blame()
                || !really.sentence().equals(instead.sentence());
    }

    /** Whether the edits make any difference: to a state, to what is found, to an answer, or to how the migration ended. */
    public boolean differs() {
        return endsOtherwise()
                || !vanished.isEmpty()
                || !appeared.isEmpty()
                || sides.stream().anyMatch(SideReport::differs);
    }
}
