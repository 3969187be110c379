package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.Envelope;

/**
 * Events that stand to each other as a {@link Sequence} says.
 *
 * @param first the position of A
 * @param second the position of B, or {@link Envelope#NO_POSITION} where it is its absence that was asked for
 * @param nanos from the time of A to that of B, negative where the clock went backwards, or {@link #NO_DISTANCE}
 * @param end what decided it
 */
public record SequenceMatch(long first, long second, long nanos, End end) {

    /** {@link #nanos} where there is no B, or one of the two has no time. */
    public static final long NO_DISTANCE = Long.MIN_VALUE;

    /** What ended the wait for B. */
    public enum End {
        /** B came. */
        SECOND,
        /** The window closed. */
        WINDOW,
        /** The next A came. */
        NEXT,
        /** The journal, or the range that was looked at, ended. */
        JOURNAL
    }

    /** Is told of matches. */
    @FunctionalInterface
    public interface Sink {
        /** The next match. They come in the order in which they are decided. */
        void found(SequenceMatch match);
    }
}
