package io.vfioreplay.engine.index;

import io.vfioreplay.engine.replay.FoldedState;
import io.vfioreplay.hardware.event.Payload;

/**
 * Decides behind which events a snapshot is made: when folding from the last one would take {@value #NANOS_MAX} ns, and when it takes
 * no more than a twentieth of what the journal grew by since. Knows the events only, no clock: the same events give the same
 * snapshots. One thread.
 *
 * <p>The bound is a fifth of what one step back may take, since a process that has just started folds five times as slowly.
 */
final class SnapshotSchedule {

    static final long NANOS_MAX = 4_000_000;

    private static final long EVENT_NANOS = 60; // Decoding and folding, measured at 40 to 70.
    private static final long EVENT_BYTES = 8; // In a journal of register accesses.
    private static final int SMALL_PAYLOAD_BYTES = 8;
    private static final long SHARE = 20;
    private static final long VALUE_BYTES =
            6; // Of a state, packed; a guess, for one that has grown since the last snapshot.

    private long nanos;
    private long journalBytes;
    private long expectedBytes;
    private long nanosMost;

    /**
     * Whether a snapshot is due behind this event, to be told about each event once.
     *
     * @param payload what is hashed, beside what every event costs
     * @param state what the snapshot would be of
     */
    boolean isDueBehind(Payload payload, FoldedState state) {
        int length = payload.length();
        long hashed = length > SMALL_PAYLOAD_BYTES ? length : 0;
        nanos += EVENT_NANOS + hashed; // SHA-256 takes about 1 ns a byte.
        journalBytes += EVENT_BYTES + hashed;
        if (nanos < NANOS_MAX || journalBytes < expectedBytes * SHARE) {
            return false;
        }
        expectedBytes = Math.max(expectedBytes, state.size() * VALUE_BYTES);
        return journalBytes >= expectedBytes * SHARE;
    }

    /** A snapshot was made. */
    void made(long bytes) {
        nanosMost = nanosMost();
        nanos = 0;
        journalBytes = 0;
        expectedBytes = bytes;
    }

    /** What folding takes at most, by these estimates, to come to any position. */
    long nanosMost() {
        return Math.max(nanosMost, nanos);
    }
}
