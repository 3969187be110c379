package io.vfioreplay.engine.wire;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the events of a capture do not say about its packets, see {@link WireLog}. Memory is bounded. One thread.
 *
 * <p>To be called for each packet in order: {@link #packet}, then {@link #keep} for one that is kept whole or {@link #waits} for a
 * request that fills its packet. Around the events of each exchange {@link #begin} and {@link #end}, and {@link #event} for every event.
 */
public final class WireLogWriter {

    private static final int PIECE_BYTES = 1 << 18;

    private final WireLog.Pieces pieces;
    private final Forge forge = new Forge();
    private final WireBytes log = new WireBytes();
    private final WireBytes found = new WireBytes();
    private final WireBytes foundRequest = new WireBytes();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long packets;
    private long bytes;
    private long run;
    private long keptNanos;
    private boolean isInExchange;
    private @Nullable WireMessage request;
    private @Nullable WireMessage reply;
    private long requestForetold;
    private int events;

    /** A request that no entry tells of yet, and how many bytes had been seen before it. */
    private record Waiting(WireMessage request, long bytesBefore) {}

    /** A log at its beginning; its pieces are passed on as they become full. */
    public WireLogWriter(WireLog.Pieces pieces) {
        this.pieces = pieces;
    }

    /** A packet comes, of which this many bytes are there. */
    public void packet(long number, int length) {
        if (number > packets + 1) {
            none(packets + 1, number - packets - 1);
        }
        packets = number;
        bytes += length;
        while (!waiting.isEmpty() && isOld(waiting.element())) {
            keep(waiting.remove().request());
        }
    }

    private boolean isOld(Waiting oldest) {
        return packets - oldest.request().packet() >= WireLog.PACKETS_AHEAD_MAX
                || bytes - oldest.bytesBefore() >= WireLog.BYTES_AHEAD_MAX;
    }

    private void keep(WireMessage message) {
        found.clear();
        message.putInto(found);
        keep(WirePacket.whole(message.packet(), message.timeNanos(), found.toByteArray(), 0));
    }

    /** Keeps the packet as it is: its messages are not one of an exchange, or not whole. */
    public void keep(WirePacket packet) {
        endRun();
        log.u8(WireLog.KEPT).varint(packet.number()).u8(packet.timeNanos() == Envelope.NO_TIME ? 0 : 1);
        if (packet.timeNanos() != Envelope.NO_TIME) {
            log.signed(packet.timeNanos() - keptNanos);
            keptNanos = packet.timeNanos();
        }
        log.varint(packet.lost()).varint(packet.bytes().length);
        log.put(packet.bytes(), 0, packet.bytes().length);
        passOn();
    }

    /** What has this number is no packet. */
    public void none(long number) {
        none(number, 1);
    }

    private void none(long first, long count) {
        endRun();
        log.u8(WireLog.NONE).varint(first).varint(count);
    }

    /** A request that fills its packet waits for its exchange to end. */
    public void waits(WireMessage message) {
        waiting.add(new Waiting(message, bytes));
    }

    /** The events of an exchange follow; a message that does not fill its packet is not given. */
    public void begin(@Nullable WireMessage newRequest, @Nullable WireMessage newReply) {
        isInExchange = true;
        requestForetold = waiting.isEmpty() ? 0 : waiting.getLast().request().packet();
        request = newRequest != null && tookOut(newRequest) ? newRequest : null;
        reply = newReply;
        events = 0;
    }

    private boolean tookOut(WireMessage message) {
        if (!waiting.isEmpty() && waiting.getLast().request() == message) {
            waiting.removeLast();
            return true;
        }
        return waiting.removeIf(other -> other.request() == message);
    }

    /** An event that the capture gives. */
    public void event(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (!WireLog.isExchange(kind, values)) {
            forge.note(envelope, kind, values, payload);
        } else if (isInExchange && events++ == 0) {
            compare(envelope, kind, values, payload);
        }
    }

    private void compare(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        forge.foretell(envelope, kind, values, payload);
        boolean isAnswered = forge.reply().length() > 0;
        int what = 0;
        if (request == null) {
            what |= WireLog.NO_REQUEST;
        } else {
            foundRequest.clear();
            request.putInto(foundRequest);
            what |= request.packet() == (isAnswered ? requestForetold : envelope.record()) ? 0 : WireLog.NUMBER;
            what |= WireTimes.compare(envelope, request.timeNanos());
            what |= Difference.isNone(forge.request(), foundRequest) ? 0 : WireLog.REQUEST;
            forge.learn(foundRequest);
        }
        if (reply == null) {
            what |= isAnswered ? WireLog.NO_REPLY : 0;
        } else {
            found.clear();
            reply.putInto(found);
            what |= Difference.isNone(forge.reply(), found) ? 0 : WireLog.REPLY;
        }
        if (what == 0) {
            run++;
        } else {
            tell(what, isAnswered ? requestForetold : envelope.record(), envelope);
        }
    }

    private void tell(int what, long packetForetold, Envelope envelope) {
        endRun();
        log.u8(WireLog.OTHERWISE).u8(what);
        if (request != null && (what & WireLog.NUMBER) != 0) {
            log.signed(request.packet() - packetForetold);
        }
        if (request != null && (what & WireLog.TIME) != 0) {
            log.signed(request.timeNanos() - WireTimes.ofRequest(envelope));
        }
        if ((what & WireLog.REQUEST) != 0) {
            Difference.put(forge.request(), foundRequest, log);
        }
        if ((what & WireLog.REPLY) != 0) {
            Difference.put(forge.reply(), found, log);
        }
        passOn();
    }

    /** The exchange that {@link #begin} announced has given all its events. */
    public void end() {
        isInExchange = false;
        if (events == 0 && request != null) {
            keep(request);
        }
        if (events == 0 && reply != null) {
            keep(reply);
        }
        if (events > 1) {
            endRun();
            log.u8(WireLog.APART).varint(events - 1);
        }
        request = null;
        reply = null;
    }

    /** After the last packet and the last event. */
    public void finish() {
        while (!waiting.isEmpty()) {
            keep(waiting.remove().request());
        }
        endRun();
        pieces.piece(log.array(), log.length());
        log.clear();
    }

    private void endRun() {
        if (run > 0) {
            log.u8(WireLog.RUN).varint(run);
            run = 0;
        }
    }

    private void passOn() {
        if (log.length() >= PIECE_BYTES) {
            pieces.piece(log.array(), log.length());
            log.clear();
        }
    }
}
