package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Blame;
import java.util.List;

/**
 * What has to be found of a fault.
 *
 * @param ends how the migration ends
 * @param blame who has to be blamed for that
 * @param rules of which at least one has to be found broken
 */
record Found(Ends ends, Blame blame, List<String> rules) {

    static Found found(Ends ends, Blame blame, String... rules) {
        return new Found(ends, blame, List.of(rules));
    }
}
