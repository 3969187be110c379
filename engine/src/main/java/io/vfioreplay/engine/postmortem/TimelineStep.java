package io.vfioreplay.engine.postmortem;

import java.util.OptionalLong;

/**
 * One decisive step of a migration.
 *
 * @param nanos since the first step, by the common clock of both sides; empty where the recording has no times
 * @param side who made it
 * @param journal whose journal holds the event: that of the other side where only a transcript of that host tells of it
 * @param position of the event in that journal
 * @param kind what sort of step it is
 * @param what the step in a few words, for example {@code saved all 12 pieces, 164,000 bytes}; may hold text of the recording
 */
public record TimelineStep(OptionalLong nanos, Side side, Side journal, long position, Kind kind, String what) {

    /** Sorts of steps. */
    public enum Kind {
        /** A state was asked for or reached. */
        STATE,
        /** Migration data moved. */
        DATA,
        /** A VMM said something, was told something, or started or stopped its VCPUs. */
        VMM,
        /** Something was refused, not answered, or broken. */
        TROUBLE,
        /** A clock was set. */
        CLOCK
    }
}
