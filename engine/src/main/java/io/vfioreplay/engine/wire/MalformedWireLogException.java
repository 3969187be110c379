package io.vfioreplay.engine.wire;

/** The kept part of the wire cannot be read: whatever wrote it was no version of this program. */
public final class MalformedWireLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was found where something else was expected. */
    public MalformedWireLogException(String found) {
        super("what the journal keeps of the wire cannot be read: " + found
                + "; import the capture again, or export another format");
    }
}
