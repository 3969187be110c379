package io.vfioreplay.bench.workload;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.NumberPayload;
import io.vfioreplay.hardware.event.ReusableStamp;

/** Makes the events of a workload in a sink, as the code of a device would: one call an event, no allocation. One thread. */
public final class Feeder {

    private final Workload workload;
    private final EventSink sink;
    private final ReusableStamp stamp = new ReusableStamp();
    private final NumberPayload data = new NumberPayload();

    /** A feeder of {@code rows}. */
    public Feeder(Workload workload, FlatEventSink rows) {
        this.workload = workload;
        this.sink = new Flattener(rows);
    }

    /** Makes the events with the sequences from {@code from} to before {@code to}. */
    public void feed(long from, long to) {
        for (long i = from; i < to; i++) {
            stamp.at(workload.timeNanos(i), 0);
            data.set(workload.value(i), Workload.ACCESS_BYTES);
            long address = workload.address(i);
            int region = Workload.region(address);
            long offset = Workload.offset(address);
            if (workload.isRead(i)) {
                sink.mmioRead(stamp, region, offset, Workload.ACCESS_BYTES, EventSink.CPU, data);
            } else {
                sink.mmioWritten(stamp, region, offset, Workload.ACCESS_BYTES, EventSink.CPU, data);
            }
        }
    }
}
