package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;

/**
 * Access to the device's regions, and the device's access to memory.
 *
 * <p>Source: vfio-user specification, sections REGION_READ to DMA_WRITE, and REGION_WRITE_MULTI.
 */
final class AccessDecoder {

    private static final int CONFIG_REGION = 7;
    private static final int DATA_AT = 16;
    private static final int MULTI_ENTRIES_AT = 8;
    private static final int MULTI_ENTRY_BYTES = 24;

    private final EventSink sink;

    AccessDecoder(EventSink sink) {
        this.sink = sink;
    }

    void read(Envelope envelope, Message m, Message reply) {
        int region = m.i32(8);
        int count = m.i32(12);
        Payload data = envelope.succeeded() ? reply.slice(DATA_AT, m.u32(12)) : Payload.empty();
        if (region == CONFIG_REGION) {
            sink.configRead(envelope, m.i64(0), count, EventSink.CPU, data);
        } else {
            sink.mmioRead(envelope, region, m.i64(0), count, EventSink.CPU, data);
        }
    }

    void write(Envelope envelope, Message m) {
        written(envelope, m.i64(0), m.i32(8), m.i32(12), m.slice(DATA_AT, m.u32(12)));
    }

    /** One event per entry; they share one reply. */
    void writeMulti(Envelope envelope, Message m) {
        long there = ((long) m.length() - MULTI_ENTRIES_AT) / MULTI_ENTRY_BYTES;
        long entries = Long.compareUnsigned(m.i64(0), there) < 0 ? m.i64(0) : there;
        for (int i = 0; i < entries; i++) {
            int at = MULTI_ENTRIES_AT + i * MULTI_ENTRY_BYTES;
            long count = Math.min(m.u32(at + 12), Long.BYTES);
            written(envelope, m.i64(at), m.i32(at + 8), (int) count, m.slice(at + 16, count));
        }
    }

    private void written(Envelope envelope, long offset, int region, int count, Payload data) {
        if (region == CONFIG_REGION) {
            sink.configWritten(envelope, offset, count, EventSink.CPU, data);
        } else {
            sink.mmioWritten(envelope, region, offset, count, EventSink.CPU, data);
        }
    }

    void dmaIssued(Envelope envelope, Message m, DmaDirection direction) {
        sink.dmaIssued(envelope, m.id(), EventSink.RAM, direction, m.i64(0), m.i64(8));
    }

    void dmaCompleted(Envelope envelope, Message m, Message reply, DmaDirection direction) {
        Message carrier = direction == DmaDirection.READ ? reply : m;
        Payload data = envelope.succeeded() ? carrier.slice(DATA_AT, m.i64(8)) : Payload.empty();
        sink.dmaCompleted(envelope, m.id(), EventSink.RAM, direction, m.i64(0), m.i64(8), data);
    }
}
