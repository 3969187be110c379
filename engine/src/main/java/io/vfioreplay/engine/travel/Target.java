package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.postmortem.Side;

/**
 * Where to go.
 *
 * @param side in which recording; of a session with one journal {@link Side#SOURCE}
 * @param position there, -1 for before the first event
 * @param note what has to be said about it, such as that a clock was set, or empty
 */
public record Target(Side side, long position, String note) {

    /** A target of which nothing has to be said. */
    static Target of(Side side, long position) {
        return new Target(side, position, "");
    }
}
