package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding at a place of a journal or of a branch.
 *
 * @param rule its id
 * @param title what the rule demands
 * @param severity how bad
 * @param side whose recording shows it
 * @param at the event
 * @param message what was seen and what was expected
 */
public record MarkedFinding(String rule, String title, Severity severity, Side side, Mark at, String message) {

    /** Those of {@code some} that are not among {@code others}, each as often as it is there more. */
    static List<MarkedFinding> without(List<MarkedFinding> some, List<MarkedFinding> others) {
        List<MarkedFinding> left = new ArrayList<>(some);
        others.forEach(left::remove);
        return List.copyOf(left);
    }
}
