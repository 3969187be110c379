package io.vfioreplay.engine.wire;

/** The kept part of the wire cannot be read: whatever wrote it was no version of this program. */
public final class MalformedWireLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedWireLogException(String found) {
        super(found);
    }
}
