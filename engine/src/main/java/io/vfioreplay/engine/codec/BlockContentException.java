package io.vfioreplay.engine.codec;

/** A block of events whose checksum is right and whose content is not that of events. */
public final class BlockContentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long position;

    BlockContentException(long position, String message) {
        super("position " + position + ": " + message);
        this.position = position;
    }

    /** The position of the event that could not be decoded. */
    public long position() {
        return position;
    }
}
