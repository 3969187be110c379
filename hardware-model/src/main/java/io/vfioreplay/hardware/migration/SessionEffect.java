package io.vfioreplay.hardware.migration;

/**
 * What one arc does to the data session, the lifetime of a {@code data_fd}.
 *
 * <p>Source.
 */
public enum SessionEffect {
    /** There is no session before and none after. */
    NONE,
    /** A session opens from which the client reads; the call returns a new {@code data_fd}. */
    OPENS_SAVING,
    /** A session opens into which the client writes; the call returns a new {@code data_fd}. */
    OPENS_LOADING,
    /** The session goes on with the same {@code data_fd}; the call returns -1. */
    KEEPS,
    /** The session ends: its {@code data_fd} is dead; the call returns -1. */
    ENDS;

    /** Whether the arc returns a new {@code data_fd}. */
    public boolean opens() {
        return this == OPENS_SAVING || this == OPENS_LOADING;
    }
}
