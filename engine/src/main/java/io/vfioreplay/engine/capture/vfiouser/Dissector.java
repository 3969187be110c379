package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.pcap.DamagedContainerException;
import io.vfioreplay.engine.capture.pcap.Packet;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Cuts packets into messages, gives each to its connection, and reports what cannot be one. */
final class Dissector {

    private static final int PSEUDO_HEADER_BYTES = 8;
    private static final int PSEUDO_HEADER_VERSION = 1;
    private static final int FLAG_INCOMPLETE = 8;
    private static final int MESSAGE_BYTES_MAX = 64 << 20;

    private final Numbering numbering;
    private final Tally tally;
    private final EventSink sink;
    private final TreeMap<Integer, Connection> connections = new TreeMap<>();
    private long lastTimeNanos = Envelope.NO_TIME;
    private long lastPacket;

    Dissector(Numbering numbering, Tally tally, EventSink sink) {
        this.numbering = numbering;
        this.tally = tally;
        this.sink = sink;
    }

    /** The fields of a pseudo-header. */
    private record PseudoHeader(boolean fromServer, int connection, int fds, boolean incomplete) {}

    void packet(Packet packet) {
        tally.packetBegins();
        lastTimeNanos = packet.timeNanos();
        lastPacket = packet.number();
        byte[] bytes = packet.bytes();
        boolean relevant = packet.length() > PSEUDO_HEADER_BYTES;
        if (packet.length() < PSEUDO_HEADER_BYTES
                || bytes[0] != PSEUDO_HEADER_VERSION
                || bytes[1] < 0
                || bytes[1] > 1) {
            String head =
                    packet.length() < 2 ? "too few bytes" : "version %d, direction %d".formatted(bytes[0], bytes[1]);
            damage(
                    hostStamp(),
                    DamageKind.CONTAINER,
                    packet.offset(),
                    packet.length(),
                    "no pseudo-header of version 1: " + head);
        } else {
            PseudoHeader head = new PseudoHeader(
                    bytes[1] == 1, u16(bytes, 2), u16(bytes, 4), (u16(bytes, 6) & FLAG_INCOMPLETE) != 0);
            messages(packet, head, connection(head.connection(), packet));
        }
        tally.packetEnds(relevant);
    }

    private Connection connection(int id, Packet packet) {
        Connection known = connections.get(id);
        if (known != null) {
            return known;
        }
        Connection connection =
                new Connection(numbering.firstDevice() + connections.size(), numbering.witness(), tally, sink);
        connections.put(id, connection);
        String name = "connection " + id;
        tally.device(name);
        sink.deviceOpened(connection.stamp(packet.timeNanos(), packet.number()), Protocol.V2, Payload.ofUtf8(name));
        return connection;
    }

    private void messages(Packet packet, PseudoHeader head, Connection connection) {
        int at = PSEUDO_HEADER_BYTES;
        while (at < packet.length()) {
            int left = packet.length() - at;
            long size = left < Message.HEADER_BYTES ? -1 : Message.size(packet.bytes(), at);
            Optional<Fault> fault = fault(packet, head, left, size);
            if (fault.isPresent()) {
                damage(
                        connection.stamp(packet.timeNanos(), packet.number()),
                        fault.get().kind,
                        packet.offset() + at,
                        left,
                        fault.get().text);
                return;
            }
            message(packet, head, connection, at, (int) size);
            at += (int) size;
        }
    }

    /** Why there is no message. */
    private record Fault(DamageKind kind, String text) {}

    private static Optional<Fault> fault(Packet packet, PseudoHeader head, int left, long size) {
        boolean cut = head.incomplete() || packet.lost() > 0;
        if (size < 0) {
            return Optional.of(new Fault(
                    cut ? DamageKind.CUT : DamageKind.FRAMING,
                    "%d bytes where a message header of %d was expected".formatted(left, Message.HEADER_BYTES)));
        }
        if (size < Message.HEADER_BYTES || size > MESSAGE_BYTES_MAX) {
            return Optional.of(new Fault(DamageKind.FRAMING, "a message of %d bytes is impossible".formatted(size)));
        }
        if (size > left) {
            return Optional.of(new Fault(
                    cut ? DamageKind.CUT : DamageKind.LENGTH,
                    "the message announces %d bytes and %d are there".formatted(size, left)));
        }
        return Optional.empty();
    }

    private void message(Packet packet, PseudoHeader head, Connection connection, int at, int size) {
        Message message = Message.copy(packet.bytes(), at, size);
        Stamp here = connection.stamp(packet.timeNanos(), packet.number());
        long offset = packet.offset() + at;
        if (message.isRequest()) {
            MessageCheck.request(message, head.fromServer())
                    .ifPresent(wrong -> damage(here, wrong.kind(), offset, size, wrong.text()));
            connection.request(
                    new Request(message, packet.number(), packet.timeNanos(), head.fds(), head.fromServer()));
        } else if (!message.isReply()) {
            damage(
                    here,
                    DamageKind.FRAMING,
                    offset,
                    size,
                    "neither request nor reply: flags 0x%x".formatted(message.flags()));
        } else if (!connection.reply(message, !head.fromServer(), packet.number(), packet.timeNanos())) {
            damage(
                    here,
                    DamageKind.UNEXPECTED_REPLY,
                    offset,
                    size,
                    "a reply to command %d, id 0x%x, that nobody waits for".formatted(message.command(), message.id()));
        }
    }

    /** The file cannot be read on. */
    void containerDamaged(DamagedContainerException damaged) {
        tally.packetBegins();
        lastPacket++;
        damage(hostStamp(), DamageKind.CONTAINER, damaged.offset(), 0, String.valueOf(damaged.getMessage()));
        tally.packetEnds(true);
    }

    /** After the last packet: what still waits was never answered. */
    void end() {
        record Waiting(Connection connection, Request request) {}
        List<Waiting> waiting = new ArrayList<>();
        for (Connection connection : connections.values()) {
            connection.waiting().forEach(request -> waiting.add(new Waiting(connection, request)));
        }
        waiting.sort(Comparator.comparingLong(w -> w.request().packet()));
        waiting.forEach(w -> w.connection().unanswered(w.request()));
    }

    private Stamp hostStamp() {
        return new Stamp(
                Envelope.NO_POSITION,
                lastTimeNanos,
                Envelope.NO_DURATION,
                Envelope.HOST,
                numbering.witness(),
                lastPacket,
                Envelope.OK);
    }

    private void damage(Stamp stamp, DamageKind kind, long byteOffset, long length, String text) {
        tally.damage("packet %d, byte %d: %s".formatted(stamp.record(), byteOffset, text));
        sink.captureDamaged(stamp, kind, byteOffset, length, Payload.ofUtf8(text));
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << Byte.SIZE;
    }
}
