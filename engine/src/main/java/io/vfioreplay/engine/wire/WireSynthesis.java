package io.vfioreplay.engine.wire;

import io.vfioreplay.engine.wire.WireLogReader.Packets;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.TreeMap;

/**
 * Makes messages of events whose packets nobody kept: those of other captures, or of older journals. Ids are counted up, and a
 * request stands right before its reply, unless an event of its own tells when it began. One thread.
 */
public final class WireSynthesis implements FlatEventSink {

    private static final int BEGUN_MAX = 1 << 16;

    private final Packets sink;
    private final Forge forge = new Forge();
    private final TreeMap<Long, Integer> begun =
            new TreeMap<>(); // The ids of requests whose event did not have the reply.
    private long packets;
    private long unexpressed;

    /** A synthesis at the beginning. */
    public WireSynthesis(Packets sink) {
        this.sink = sink;
    }

    /** How many events so far no message of vfio-user stands for. */
    public long unexpressed() {
        return unexpressed;
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        boolean beginsVersion = kind == EventKind.PROTOCOL_NEGOTIATED && !WireLog.isExchange(kind, values);
        if (kind == EventKind.DEVICE_OPENED || beginsVersion) {
            forge.note(envelope, kind, values, payload);
        }
        if (kind == EventKind.DEVICE_OPENED) {
            return; // The first message of a connection says so.
        }
        if (envelope.device() == Envelope.HOST || !isExpressible(envelope, kind, values, payload)) {
            unexpressed++;
            return;
        }
        forge.foretell(envelope, kind, values, payload);
        long exchange = key(envelope, kind, values);
        boolean begins = beginsVersion || kind == EventKind.DMA_ISSUED;
        Integer id = begun.remove(exchange);
        if (begins || id == null) {
            packet(WireTimes.ofRequest(envelope), forge.request());
            forge.learn(forge.request());
        } else {
            forge.answerTo(id);
        }
        if (begins) {
            begun.put(exchange, forge.requestId());
            if (begun.size() > BEGUN_MAX) {
                begun.pollFirstEntry();
            }
        } else if (forge.reply().length() > 0) {
            packet(envelope.timeNanos(), forge.reply());
        }
    }

    private void packet(long nanos, WireBytes bytes) {
        sink.packet(new WirePacket(++packets, nanos, bytes.toByteArray(), 0, true, true));
    }

    private static long key(Envelope envelope, EventKind kind, long[] values) {
        boolean isDma = kind == EventKind.DMA_ISSUED || kind == EventKind.DMA_COMPLETED;
        return (long) envelope.device() << Integer.SIZE | (isDma ? values[0] & 0xffff : 1 << 16);
    }

    /** Whether there is a message for what happened, and the event holds all that it carries. */
    private static boolean isExpressible(Envelope envelope, EventKind kind, long[] v, Payload payload) {
        boolean ok = envelope.succeeded();
        int there = payload.length();
        return switch (kind) {
            case MMIO_READ -> v[3] == EventSink.CPU && (!ok || there == v[2]);
            case MMIO_WRITTEN -> v[3] == EventSink.CPU && there == v[2];
            case CONFIG_READ -> v[2] == EventSink.CPU && (!ok || there == v[1]);
            case CONFIG_WRITTEN -> v[2] == EventSink.CPU && there == v[1];
            case DMA_ISSUED -> v[1] == EventSink.RAM;
            case DMA_COMPLETED -> v[1] == EventSink.RAM && (!ok || there == v[4]);
            case MIGRATION_DATA_READ -> !ok || there == v[2];
            case MIGRATION_DATA_WRITTEN -> there == v[2];
            case DEVICE_STATE_SET, DEVICE_STATE_READ -> v[0] >>> Integer.SIZE == Protocol.V2.code();
            case DIRTY_TRACKING_STARTED, DIRTY_TRACKING_STOPPED, DIRTY_PAGES_REPORTED ->
                v[0] == TrackingScope.DEVICE.ordinal();
            case DEVICE_RESET -> v[0] == ResetCause.REQUEST.ordinal();
            default -> Body.command(kind, v) != Body.NO_COMMAND;
        };
    }
}
