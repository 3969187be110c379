package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.EventKind;
import java.util.Arrays;

/** Version 1: what the next event is written as a difference to: the same on the writing and the reading side. */
final class DifferencesV1 {

    /** What {@link #fieldCount} answers before the first event of a kind. */
    static final int UNSEEN = -1;

    int device;
    int witness;
    long record;
    long timeNanos;
    private final int[] fieldCounts = new int[EventKind.values().length];
    private final long[] values = new long[EventKind.values().length * EventKind.FIELDS_MAX];

    /** Forgets everything, at the start of a block. */
    void reset() {
        device = 0;
        witness = 0;
        record = 0;
        timeNanos = 0;
        Arrays.fill(values, 0);
        Arrays.fill(fieldCounts, UNSEEN);
    }

    /** How many values a kind has in this block, or {@link #UNSEEN} before its first event. */
    int fieldCount(EventKind kind) {
        return fieldCounts[kind.code()];
    }

    void fieldCount(EventKind kind, int count) {
        fieldCounts[kind.code()] = count;
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
