package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;

/**
 * The first things that a capture saw which another witness of the same host must have seen too: states that were set, or else
 * accesses to registers. Of bounded size.
 */
final class Anchors implements FlatEventSink {

    private static final int ANCHORS_MAX = 256;

    private final long[] keys = new long[ANCHORS_MAX];
    private final long[] times = new long[ANCHORS_MAX];
    private final boolean ofStates;
    private int count;

    private Anchors(boolean ofStates) {
        this.ofStates = ofStates;
    }

    /** Reads a capture for its anchors. */
    static Anchors of(Capture capture) {
        Anchors states = new Anchors(true);
        Anchors accesses = new Anchors(false);
        capture.readInto(
                new Flattener((envelope, kind, values, payload) -> {
                    states.accept(envelope, kind, values, payload);
                    accesses.accept(envelope, kind, values, payload);
                }),
                Numbering.ALONE,
                Progress.NONE);
        return states.count > 1 ? states : accesses;
    }

    int count() {
        return count;
    }

    long key(int index) {
        return keys[index];
    }

    long timeNanos(int index) {
        return times[index];
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (count == ANCHORS_MAX || envelope.timeNanos() == Envelope.NO_TIME) {
            return;
        }
        if (ofStates && kind == EventKind.DEVICE_STATE_SET) {
            add(envelope, values[0]);
        } else if (!ofStates && (kind == EventKind.MMIO_READ || kind == EventKind.MMIO_WRITTEN)) {
            add(envelope, (payload.littleEndian() << 8 | payload.length()) << 1 | kind.ordinal() % 2);
        }
    }

    private void add(Envelope envelope, long key) {
        keys[count] = key;
        times[count++] = envelope.timeNanos();
    }
}
