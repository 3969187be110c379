package io.vfioreplay.engine.wire;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives back the packets of a capture from its events and its {@link WireLog}, in the order in which they were recorded. Takes all
 * events of the capture, in order, and then {@link #finish()}. Memory is bounded. One thread.
 */
public final class WireLogReader implements FlatEventSink {

    /** A request may come this many packets before what is told of it; twice, for what waits behind. */
    private static final int HELD_MAX = 2 * WireLog.PACKETS_AHEAD_MAX;

    private final WireLogCursor log;
    private final Wanted filter;
    private final Packets sink;
    private final Forge forge = new Forge();
    private final OpenNumbers open = new OpenNumbers();
    private final TreeMap<Long, WirePacket> held = new TreeMap<>();
    private final TreeMap<Long, Long> gaps = new TreeMap<>();
    private long next = 1;
    private long run;
    private long apart;
    private long keptNanos;
    private long missing;
    private boolean wanted;

    /** Decides which packets are marked as wanted; parameters as in {@link FlatEventSink#accept}. */
    @FunctionalInterface
    public interface Wanted {
        /** Whether the packets of this event are. */
        boolean test(Envelope envelope, EventKind kind, long[] values, Payload payload);
    }

    /** Gets packets, in the order of their numbers. */
    @FunctionalInterface
    public interface Packets {
        /** One packet. */
        void packet(WirePacket packet);
    }

    /**
     * A reader at the beginning.
     *
     * @param pieces the pieces of the log, in order; one is in memory at a time
     * @param filter decides which events are wanted
     */
    public WireLogReader(Iterator<byte[]> pieces, Wanted filter, Packets sink) {
        this.log = new WireLogCursor(pieces);
        this.filter = filter;
        this.sink = sink;
    }

    /** How many numbers so far belong to no packet: places of a damaged file. */
    public long missing() {
        return missing;
    }

    /**
     * Takes one event of the capture.
     *
     * @throws MalformedWireLogException when the log is not what a writer of it makes
     */
    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        wanted = filter.test(envelope, kind, values, payload);
        if (!WireLog.isExchange(kind, values)) {
            forge.note(envelope, kind, values, payload);
            return;
        }
        while (run == 0 && apart == 0) {
            int entry = log.u8();
            if (entry == WireLog.OTHERWISE) {
                exchange(log.u8(), envelope, kind, values, payload);
                return;
            }
            between(entry);
        }
        if (apart > 0) {
            apart--;
        } else {
            run--;
            exchange(0, envelope, kind, values, payload);
        }
    }

    private void between(int entry) {
        switch (entry) {
            case WireLog.RUN -> run = log.varint();
            case WireLog.KEPT -> kept();
            case WireLog.NONE -> none();
            case WireLog.APART -> apart = log.varint();
            default -> throw new MalformedWireLogException("an entry of type " + entry);
        }
    }

    private void kept() {
        long number = log.varint();
        boolean isTimed = log.u8() != 0;
        keptNanos += isTimed ? log.signed() : 0;
        long lost = log.varint();
        WireBytes bytes = new WireBytes();
        log.copy(log.count(), bytes);
        open.take(number);
        hold(new WirePacket(number, isTimed ? keptNanos : Envelope.NO_TIME, bytes.toByteArray(), lost, false, false));
    }

    private void none() {
        long first = log.varint();
        long count = log.varint();
        open.skip(first, count);
        missing += count;
        gaps.put(first, count);
        passOn();
    }

    private void exchange(int what, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        forge.foretell(envelope, kind, values, payload);
        boolean isAnswered = forge.reply().length() > 0;
        boolean hasReply = isAnswered && (what & WireLog.NO_REPLY) == 0;
        if (hasReply) {
            open.take(envelope.record());
        }
        if ((what & WireLog.NO_REQUEST) == 0) {
            long foretold = isAnswered ? open.last() : envelope.record();
            long number = foretold + ((what & WireLog.NUMBER) != 0 ? log.signed() : 0);
            long distance = (what & WireLog.TIME) != 0 ? log.signed() : 0;
            if ((what & WireLog.REQUEST) != 0) {
                Difference.apply(log, forge.request());
            }
            forge.learn(forge.request());
            open.take(number);
            long nanos = WireTimes.found(envelope, what, distance);
            hold(new WirePacket(number, nanos, forge.request().toByteArray(), 0, true, wanted));
        }
        if ((what & WireLog.REPLY) != 0) {
            Difference.apply(log, forge.reply());
        }
        if (hasReply) {
            hold(new WirePacket(
                    envelope.record(), envelope.timeNanos(), forge.reply().toByteArray(), 0, true, wanted));
        }
    }

    /** After the last event. */
    public void finish() {
        while (!log.isAtEnd()) {
            between(log.u8());
        }
        for (Map.Entry<Long, WirePacket> left : held.entrySet()) {
            sink.packet(left.getValue());
        }
        held.clear();
    }

    private void hold(WirePacket packet) {
        if (packet.number() == next) {
            next++;
            sink.packet(packet);
        } else {
            held.put(packet.number(), packet);
        }
        passOn();
    }

    private void passOn() {
        passGaps();
        while (!held.isEmpty() && (held.firstKey() <= next || held.size() > HELD_MAX)) {
            WirePacket first = held.pollFirstEntry().getValue();
            next = Math.max(next, first.number() + 1);
            sink.packet(first);
            passGaps();
        }
    }

    private void passGaps() {
        while (!gaps.isEmpty() && (gaps.firstKey() <= next || gaps.size() > HELD_MAX)) {
            Map.Entry<Long, Long> first = gaps.pollFirstEntry();
            next = Math.max(next, first.getKey() + first.getValue());
        }
    }
}
