package io.vfioreplay.engine.pipeline;

/** A stage of the recorder failed; it takes no events any more. What was published before is in the journal. */
public final class RecorderFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long position;

    private final long sequence;
    private final Throwable reason;

    RecorderFailedException(long position, long sequence, Throwable cause) {
        super("recording stopped at position %d: %s".formatted(position, cause), cause);
        this.reason = cause;
        this.position = position;
        this.sequence = sequence;
    }

    /** The same for another call: one thrown twice could not be the suppressed exception of itself, as where closing fails too. */
    RecorderFailedException again() {
        return new RecorderFailedException(position, sequence, reason);
    }

    /** Where in the ring it failed, -1 outside of events. */
    long sequence() {
        return sequence;
    }

    /** The position of the event at which it failed; that event and those after it are not in the journal. */
    public long position() {
        return position;
    }
}
