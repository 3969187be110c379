package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Verdict;

/** How a migration with a fault ends. */
enum Ends {
    /** The guest runs at the destination, and what was moved is what was there. */
    COMES_THROUGH,
    /** The guest runs at the destination unless a device notices that the stream is not what it should be. */
    DIFFERS,
    /** The same, but what was moved of it is the same on both sides. */
    COMES_THROUGH_OR_FAILS,
    /** The guest stays at the source. */
    FAILS,
    /** The VMM takes the guest back without a need. */
    CANCELLED,
    /** Nobody can tell. */
    UNSETTLED;

    /** The verdict, given whether the destination ran. */
    Verdict verdict(boolean ran) {
        return switch (this) {
            case COMES_THROUGH -> Verdict.MIGRATED;
            case DIFFERS -> ran ? Verdict.MIGRATED_WITH_DIFFERENCES : Verdict.FAILED;
            case COMES_THROUGH_OR_FAILS -> ran ? Verdict.MIGRATED : Verdict.FAILED;
            case FAILS -> Verdict.FAILED;
            case CANCELLED -> Verdict.CANCELLED;
            case UNSETTLED -> Verdict.INCOMPLETE;
        };
    }
}
