package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.postmortem.Side;

/**
 * Where a session opens.
 *
 * @param side whose recording shows it
 * @param position there, -1 in an empty journal
 * @param origin how it was found
 * @param why in one sentence
 */
public record Failure(Side side, long position, Origin origin, String why) {

    /** How the place was found. */
    public enum Origin {
        /** It is the decisive event of the post-mortem. */
        POSTMORTEM,
        /** It is the first event at which a rule of severity error was broken. */
        FINDING,
        /** It is the end, since nothing went wrong. */
        END,
        /** It is the end, since the journal is too long to look for a failure unasked. */
        NOT_EXAMINED
    }
}
