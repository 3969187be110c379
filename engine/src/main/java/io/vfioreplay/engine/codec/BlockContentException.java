package io.vfioreplay.engine.codec;

/** A block of events whose checksum is right and whose content is not that of events. */
public final class BlockContentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long position;
    private final boolean newer;

    BlockContentException(long position, String message, boolean newer) {
        super("position " + position + ": " + message);
        this.position = position;
        this.newer = newer;
    }

    /** Whether a newer program may be able to read it: it names a kind, a field or a choice that this one does not know. */
    public boolean isNewer() {
        return newer;
    }

    /** The position of the event that could not be decoded. */
    public long position() {
        return position;
    }
}
