package io.vfioreplay.bench.workload;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.NumberPayload;
import io.vfioreplay.hardware.event.ReusableStamp;

/**
 * Makes the events of a workload in a sink: one call an event, no allocation. Rows rather than calls by kind, since nobody we are
 * compared with is asked to tell reads from writes either. One thread.
 */
public final class Feeder {

    private static final EventKind[] KINDS = EventKind.values();

    private final Workload workload;
    private final FlatEventSink rows;
    private final ReusableStamp stamp = new ReusableStamp();
    private final NumberPayload data = new NumberPayload();
    private final long[] values = new long[EventKind.FIELDS_MAX];

    /** A feeder of {@code rows}. */
    public Feeder(Workload workload, FlatEventSink rows) {
        this.workload = workload;
        this.rows = rows;
        values[2] = Workload.ACCESS_BYTES;
        values[3] = EventSink.CPU;
    }

    /** Makes the events with the sequences from {@code from} to before {@code to}. */
    public void feed(long from, long to) {
        for (long i = from; i < to; i++) {
            stamp.at(workload.timeNanos(i), 0);
            data.set(workload.value(i), Workload.ACCESS_BYTES);
            long address = workload.address(i);
            values[0] = Workload.region(address);
            values[1] = Workload.offset(address);
            rows.accept(stamp, KINDS[workload.kindCode(i)], values, data);
        }
    }
}
