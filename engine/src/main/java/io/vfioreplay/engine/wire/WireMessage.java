package io.vfioreplay.engine.wire;

/** A message that fills its packet, as the recorder of a capture saw it. */
public interface WireMessage {
    /** The number of its packet, from 1. */
    long packet();

    /** When it was seen, ns since 1970 UTC, or {@link io.vfioreplay.hardware.event.Envelope#NO_TIME}. */
    long timeNanos();

    /** Puts the packet behind what is there: pseudo-header, header and body. */
    void putInto(WireBytes bytes);
}
