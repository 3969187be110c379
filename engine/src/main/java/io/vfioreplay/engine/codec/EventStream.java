package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.EventKind;
import java.util.Arrays;

/** Events of one block that look alike, on the reading side: what they share, and the last numbers. */
final class EventStream {

    EventKind kind = EventKind.MARKER_PLACED;
    int form;
    int device;
    int witness;
    int result;
    /** The values of the last event; the steady ones are the same in all. */
    final long[] values = new long[EventKind.FIELDS_MAX];

    long duration;
    long number;
    long length;
    long place;
    /** The indexes of the values that move, {@link #movingCount} of them. */
    int[] moving = new int[EventKind.FIELDS_MAX];

    int movingCount;
    /** Forgets the numbers of an earlier block. */
    void begin(EventKind newKind, int newForm) {
        kind = newKind;
        form = newForm;
        duration = 0;
        number = 0;
        length = 0;
        place = 0;
        Arrays.fill(values, 0);
    }
}
