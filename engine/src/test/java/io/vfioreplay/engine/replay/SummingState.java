package io.vfioreplay.engine.replay;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;

/** A state of one number: the sum of all faulting addresses and of the first bytes of all inner digests. */
final class SummingState implements FoldedState, PartialEventSink {

    private final String version;
    private final long wrongFrom;
    private long sum;

    /** A model that is right up to the position {@code wrongFrom}, from which on it counts one too many. */
    SummingState(String version, long wrongFrom) {
        this.version = version;
        this.wrongFrom = wrongFrom;
    }

    @Override
    public EventSink events() {
        return this;
    }

    @Override
    public void pageFaultBegan(Envelope envelope, long address) {
        sum += address + (envelope.position() >= wrongFrom ? 1 : 0);
    }

    @Override
    public void internalStateChanged(Envelope envelope, Payload digest) {
        sum += digest.littleEndian();
    }

    @Override
    public long size() {
        return 1;
    }

    @Override
    public String digest() {
        return Long.toHexString(sum);
    }

    @Override
    public String version() {
        return version;
    }
}
