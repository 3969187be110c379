package io.vfioreplay.bench.measure;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;

/**
 * Folds events into one number: the smallest fold that looks at everything that matters of an access, so that events that
 * were read can be compared with those that were written, and nothing can be left out by a compiler.
 */
final class EventHash implements FlatEventSink {

    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;
    private static final int FIELDS = 4;

    private long hash;
    private long count;
    private long lastPosition = Envelope.NO_POSITION;

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        long event = envelope.timeNanos() * PRIME + kind.code();
        for (int i = 0; i < FIELDS; i++) {
            event = event * PRIME + values[i];
        }
        hash = (hash + event) * PRIME + payload.littleEndian();
        lastPosition = envelope.position();
        count++;
    }

    /** The number. */
    long hash() {
        return hash;
    }

    /** How many events there were. */
    long count() {
        return count;
    }

    /** The position of the last one. */
    long lastPosition() {
        return lastPosition;
    }
}
