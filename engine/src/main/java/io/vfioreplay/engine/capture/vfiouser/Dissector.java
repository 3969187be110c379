package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.pcap.Packet;
import io.vfioreplay.engine.wire.WireLogWriter;
import io.vfioreplay.engine.wire.WirePacket;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Cuts packets into messages, gives each to its connection, and reports what cannot be one.
 *
 * <p>A packet normally holds one message; more are taken one after the other. A message of which bytes are missing is reported
 * and still taken for what it says, so that its answer is not reported too.
 */
final class Dissector {

    private final Numbering numbering;
    private final Tally tally;
    private final EventSink sink;
    private final WireLogWriter wire;
    private final Connection.Shared shared;
    private final TreeMap<Integer, Connection> connections = new TreeMap<>();

    Dissector(Numbering numbering, Tally tally, EventSink sink, WireLogWriter wire) {
        this.numbering = numbering;
        this.tally = tally;
        this.sink = sink;
        this.wire = wire;
        this.shared = new Connection.Shared(tally, new Decoders(sink), new Outstanding.Budget(), wire);
    }

    /** A packet of one connection. */
    private record Context(Packet packet, PseudoHeader head, Connection connection, boolean isAlone) {
        Carried carried(Message message) {
            return new Carried(message, packet.number(), packet.timeNanos(), head, isAlone);
        }

        Stamp stamp() {
            return connection.stamp(packet.timeNanos(), packet.number());
        }
    }

    void packet(Packet packet) {
        tally.packetBegins();
        boolean relevant = packet.length() > PseudoHeader.BYTES;
        PseudoHeader head = PseudoHeader.of(packet).orElse(null);
        boolean isAlone = head != null && Carried.isAlone(packet, head);
        wire.packet(packet.number(), packet.length());
        if (packet.damage().isPresent()) {
            wire.none(packet.number());
        } else if (!isAlone) {
            keep(packet);
        }
        if (packet.damage().isPresent()) {
            hostDamage(packet, packet.lost(), packet.damage().get());
        } else if (head != null) {
            messages(new Context(packet, head, connection(head.connection(), packet), isAlone));
        } else if (packet.length() > 0 || packet.lost() > 0) {
            hostDamage(packet, packet.length(), "no pseudo-header of version 1, but " + hex(packet));
        }
        tally.packetEnds(relevant);
    }

    private void keep(Packet packet) {
        byte[] bytes = Arrays.copyOf(packet.bytes(), packet.length());
        wire.keep(WirePacket.whole(packet.number(), packet.timeNanos(), bytes, packet.lost()));
    }

    private Connection connection(int id, Packet packet) {
        Connection known = connections.get(id);
        if (known != null) {
            return known;
        }
        int device = numbering.firstDevice() + connections.size();
        Connection connection = new Connection(device, numbering.witness(), shared);
        connections.put(id, connection);
        String name = "connection " + id;
        tally.device(name);
        sink.deviceOpened(connection.stamp(packet.timeNanos(), packet.number()), Protocol.V2, Payload.ofUtf8(name));
        return connection;
    }

    private void messages(Context context) {
        Packet packet = context.packet;
        boolean cut = context.head.cut() || packet.lost() > 0;
        int at = PseudoHeader.BYTES;
        if (cut && at == packet.length()) {
            damage(context, DamageKind.CUT, at, "none of the message's bytes is there");
        }
        while (at < packet.length()) {
            int left = packet.length() - at;
            if (left < Message.HEADER_BYTES) {
                String found = left + " bytes where a message header of " + Message.HEADER_BYTES + " was expected";
                damage(context, cut ? DamageKind.CUT : DamageKind.FRAMING, at, found);
                return;
            }
            long size = Message.size(packet.bytes(), at);
            boolean whole = size >= Message.HEADER_BYTES && size <= left;
            if (!whole) {
                boolean possible = Message.isPossible(packet.bytes(), at);
                DamageKind kind = cut ? DamageKind.CUT : possible ? DamageKind.LENGTH : DamageKind.FRAMING;
                damage(context, kind, at, "the message announces " + size + " bytes and " + left + " are there");
                if (!possible) {
                    return;
                }
            }
            int length = whole ? (int) size : left;
            message(context, at, length, whole);
            at += length;
        }
    }

    private void message(Context context, int at, int length, boolean whole) {
        Packet packet = context.packet;
        Message message = Message.copy(packet.bytes(), at, length);
        if (message.isRequest()) {
            request(context, at, message, whole);
        } else if (message.isReply()) {
            reply(context, at, message, whole);
        } else {
            String flags = Integer.toHexString(message.flags());
            damage(context, DamageKind.FRAMING, at, "neither request nor reply: flags 0x" + flags);
        }
    }

    private void request(Context context, int at, Message message, boolean whole) {
        boolean fromServer = context.head.fromServer();
        if (whole) {
            MessageCheck.request(message, fromServer)
                    .ifPresent(wrong -> damage(context, wrong.kind(), at, wrong.text()));
        }
        context.connection.request(context.carried(message));
    }

    private void reply(Context context, int at, Message message, boolean whole) {
        Carried request = context.connection.match(message, !context.head.fromServer());
        if (request == null) {
            if (context.isAlone) {
                keep(context.packet);
            }
            String id = Integer.toHexString(message.id());
            damage(
                    context,
                    DamageKind.UNEXPECTED_REPLY,
                    at,
                    "a reply to command " + message.command() + ", id 0x" + id + ", that nobody waits for");
            return;
        }
        if (whole && MessageCheck.isWellFormed(request.message(), request.fromServer())) {
            MessageCheck.reply(request.message(), message)
                    .ifPresent(wrong -> damage(context, wrong.kind(), at, wrong.text()));
        }
        context.connection.answered(request, context.carried(message));
    }

    /** After the last packet: what still waits was never answered. */
    void end() {
        record Waiting(Connection connection, Carried request) {}
        List<Waiting> waiting = new ArrayList<>();
        for (Connection connection : connections.values()) {
            connection.waiting().forEach(request -> waiting.add(new Waiting(connection, request)));
        }
        waiting.sort(Comparator.comparingLong(w -> w.request().packet()));
        waiting.forEach(w -> w.connection().unanswered(w.request()));
    }

    /** The file itself is broken and ends at that byte of its content. */
    void broken(long byteOffset, String why) {
        tally.broken(why);
        sink.captureDamaged(
                numbering.untimed(Envelope.NO_RECORD), DamageKind.CONTAINER, byteOffset, 0, Payload.ofUtf8(why));
    }

    /** Damage in a packet from {@code at} to its end. */
    private void damage(Context context, DamageKind kind, int at, String text) {
        Packet packet = context.packet;
        damage(context.stamp(), kind, packet.offset() + at, packet.length() - at, text);
    }

    private void hostDamage(Packet packet, long length, String text) {
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                packet.timeNanos(),
                Envelope.NO_DURATION,
                Envelope.HOST,
                numbering.witness(),
                packet.number(),
                Envelope.OK);
        damage(stamp, DamageKind.CONTAINER, packet.offset(), length, text);
    }

    private void damage(Stamp stamp, DamageKind kind, long byteOffset, long length, String text) {
        tally.damage("packet " + stamp.record() + ", byte " + byteOffset + ": " + text);
        sink.captureDamaged(stamp, kind, byteOffset, length, Payload.ofUtf8(text));
    }

    private static String hex(Packet packet) {
        StringBuilder hex = new StringBuilder("the bytes");
        for (int i = 0; i < Math.min(packet.length(), PseudoHeader.BYTES); i++) {
            hex.append(' ').append(Integer.toHexString(packet.bytes()[i] & 0xff));
        }
        return hex.toString();
    }
}
