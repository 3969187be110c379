package io.vfioreplay.engine.pipeline;

/** A stage of the recorder failed; it takes no events any more. What was published before is in the journal. */
public final class RecorderFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long position;

    private final long sequence;

    RecorderFailedException(long position, long sequence, Throwable cause) {
        super("recording stopped at position %d: %s".formatted(position, cause), cause);
        this.position = position;
        this.sequence = sequence;
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
