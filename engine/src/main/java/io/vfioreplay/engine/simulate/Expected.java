package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Verdict;
import java.util.List;

/**
 * What a post-mortem has to come to, known by construction.
 *
 * @param verdict how the migration ended
 * @param blame who caused that
 * @param rules of which at least one has to be among the findings; none where that is not demanded
 * @param isObservable whether the recordings show what happened; otherwise nothing is expected of them
 */
public record Expected(Verdict verdict, Blame blame, List<String> rules, boolean isObservable) {

    /** Copies the list. */
    public Expected {
        rules = List.copyOf(rules);
    }

    static Expected of(Scenario scenario, boolean ran) {
        return scenario.fault()
                .map(fault -> new Expected(
                        fault.ends().verdict(ran),
                        fault.blame(),
                        fault.rules(),
                        fault.isObservableFrom(scenario.vantage())))
                .orElseGet(() -> of(scenario.policy().ending()));
    }

    private static Expected of(Scenario.Ending ending) {
        return switch (ending) {
            case MOVED, RETRIED -> new Expected(Verdict.MIGRATED, Blame.NONE, List.of(), true);
            case CANCELLED_EARLY, CANCELLED_LATE -> new Expected(Verdict.CANCELLED, Blame.VMM, List.of(), true);
        };
    }
}
