package io.vfioreplay.engine.postmortem;

import org.jspecify.annotations.Nullable;

/**
 * Verdict and blame with the event that decides.
 *
 * @param verdict how it ended
 * @param blame who caused it
 * @param side whose event decides, or null
 * @param at that event, or null
 * @param rule the rule that it breaks, or null
 * @param what the heart of the sentence
 */
record Judgement(
        Verdict verdict,
        Blame blame,
        @Nullable Side side,
        @Nullable Moment at,
        @Nullable String rule,
        String what) {

    static Judgement plain(Verdict verdict, Blame blame, String what) {
        return new Judgement(verdict, blame, null, null, null, what);
    }
}
