package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.EventKind;
import java.util.Arrays;

/** What the next event is written as a difference to: the same on the writing and the reading side. */
final class Differences {

    int device;
    int witness;
    long record;
    long timeNanos;
    private final long[] values = new long[EventKind.values().length * EventKind.FIELDS_MAX];

    /** Forgets everything, at the start of a block. */
    void reset() {
        device = 0;
        witness = 0;
        record = 0;
        timeNanos = 0;
        Arrays.fill(values, 0);
    }

    /** The index of a field's last value. */
    static int index(EventKind kind, int field) {
        return kind.code() * EventKind.FIELDS_MAX + field;
    }

    long last(int index) {
        return values[index];
    }

    void remember(int index, long value) {
        values[index] = value;
    }
}
