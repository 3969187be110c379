package io.vfioreplay.engine.postmortem;

import java.util.Locale;

/** How a migration ended. */
public enum Verdict {
    /** The destination reached RUNNING and nothing that must agree differs. */
    MIGRATED,
    /** The destination reached RUNNING and something differs: silent corruption. */
    MIGRATED_WITH_DIFFERENCES,
    /** Something was refused, answered an error, died or lost its framing, or the wrong state was committed. */
    FAILED,
    /** Somebody asked for it to end. */
    CANCELLED,
    /** The recordings end before any of that. */
    INCOMPLETE;

    /** The name in reports and in JSON, for example {@code migrated-with-differences}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
