package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Party;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;

/**
 * The commands that describe a device and set it up.
 *
 * <p>Source: vfio-user specification, sections VERSION to DEVICE_SET_IRQS and DEVICE_RESET.
 */
final class SetupDecoder {

    private static final int UNMAP_BITMAP_AT = 40;
    private static final int UNMAP_WITH_BITMAP = 1;

    private final EventSink sink;

    SetupDecoder(EventSink sink) {
        this.sink = sink;
    }

    /** One end's half of the negotiation. */
    void version(Envelope envelope, Party party, Message message) {
        sink.protocolNegotiated(envelope, party, message.u16(0), message.u16(2), text(message));
    }

    /** The JSON text without the NUL that ends it. */
    private static Payload text(Message message) {
        int length = Math.max(message.length() - 4, 0);
        Payload text = message.from(4);
        return length > 0 && text.byteAt(length - 1) == 0 ? message.slice(4, length - 1L) : text;
    }

    void map(Envelope envelope, Carried request) {
        Message m = request.message();
        MappingKind backing = request.fds() > 0 ? MappingKind.SHARED : MappingKind.BY_MESSAGE;
        sink.dmaMapped(envelope, m.i64(16), m.i64(24), backing, m.u32(4), m.i64(8));
    }

    void unmap(Envelope envelope, Message m, Message reply) {
        boolean bitmap = asksForBitmap(m) && envelope.succeeded();
        sink.dmaUnmapped(
                envelope, m.i64(8), m.i64(16), m.u32(4), bitmap ? reply.from(UNMAP_BITMAP_AT) : Payload.empty());
    }

    static boolean asksForBitmap(Message unmap) {
        return (unmap.i32(4) & UNMAP_WITH_BITMAP) != 0;
    }

    void info(Envelope envelope, Message reply) {
        sink.deviceDescribed(envelope, reply.u32(4), reply.i32(8), reply.i32(12));
    }

    void regionInfo(Envelope envelope, Message m, Message reply) {
        sink.regionDescribed(envelope, m.i32(8), reply.u32(4), reply.i64(16));
    }

    void interruptInfo(Envelope envelope, Message m, Message reply) {
        sink.interruptDescribed(envelope, m.i32(8), reply.u32(4), reply.i32(12));
    }

    void setInterrupts(Envelope envelope, Carried request) {
        Message m = request.message();
        sink.interruptsConfigured(envelope, m.i32(8), m.i32(12), m.i32(16), m.u32(4), request.fds());
    }

    void reset(Envelope envelope) {
        sink.deviceReset(envelope, ResetCause.REQUEST);
    }
}
