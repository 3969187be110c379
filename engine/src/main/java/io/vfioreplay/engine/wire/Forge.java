package io.vfioreplay.engine.wire;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.TreeMap;

/**
 * Foretells from an event the packets that it was made of: the request's and the reply's. Ids are counted up for each end of a
 * connection, as all clients and servers that we know do. One thread.
 */
final class Forge {

    private static final int PSEUDO_BYTES = 8;
    private static final int ID_AT = PSEUDO_BYTES;
    private static final int SIZE_AT = PSEUDO_BYTES + 4;
    private static final int REPLY_FLAG = 1;
    private static final int NO_REPLY_FLAG = 0x10;
    private static final int ERROR_FLAG = 0x20;
    private static final int EIO = 5;
    private static final String CONNECTION = "connection ";
    private static final int CONNECTION_MAX = 0xffff;
    private static final int ID_MASK = 0xffff;

    private final TreeMap<Integer, Line> lines = new TreeMap<>();
    private final WireBytes request = new WireBytes();
    private final WireBytes reply = new WireBytes();
    private Line line = new Line(0);
    private int lineDevice = Integer.MIN_VALUE;
    private boolean isFromServer;

    /** What is known of a connection. */
    private static final class Line {
        private final int connection;
        private final int[] lastIds = {-1, -1}; // Of the client's requests, and of the server's.
        private int major;
        private int minor;
        private Payload capabilities = Payload.empty();

        Line(int connection) {
            this.connection = connection;
        }
    }

    /** The foretold packet of the request; may be corrected before {@link #learn}. */
    WireBytes request() {
        return request;
    }

    /** The foretold packet of the reply; empty where there is none. */
    WireBytes reply() {
        return reply;
    }

    /** Takes an event that is no exchange. */
    void note(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (kind == EventKind.DEVICE_OPENED) {
            lines.put(envelope.device(), new Line(connection(payload.utf8(), envelope.device())));
            lineDevice = Integer.MIN_VALUE;
        } else if (kind == EventKind.PROTOCOL_NEGOTIATED) {
            Line of = line(envelope.device());
            of.major = (int) values[1];
            of.minor = (int) values[2];
            of.capabilities = Payload.of(payload.toByteArray());
        }
    }

    private static int connection(String name, int device) {
        String number = name.startsWith(CONNECTION) ? name.substring(CONNECTION.length()) : "";
        int parsed = number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
        return parsed <= CONNECTION_MAX ? parsed : device & CONNECTION_MAX;
    }

    private Line line(int device) {
        if (device != lineDevice) {
            line = lines.computeIfAbsent(device, id -> new Line(id & CONNECTION_MAX));
            lineDevice = device;
        }
        return line;
    }

    /** Foretells the packets of an exchange. */
    void foretell(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        Line of = line(envelope.device());
        int command = Body.command(kind, values);
        boolean posted = envelope.result() == Envelope.UNOBSERVED;
        isFromServer = Body.isFromServer(command);
        int id = kind == EventKind.DMA_COMPLETED ? (int) values[0] : of.lastIds[isFromServer ? 1 : 0] + 1 & ID_MASK;
        begin(request, of, isFromServer, fds(kind, values)).u16(id).u16(command);
        request.u32(0).u32(posted ? NO_REPLY_FLAG : 0).u32(0);
        if (kind == EventKind.PROTOCOL_NEGOTIATED) {
            Body.version(request, of.major, of.minor, of.capabilities);
        } else {
            Body.request(request, kind, values, payload);
        }
        request.setU32(SIZE_AT, request.length() - PSEUDO_BYTES);
        reply.clear();
        if (!posted && envelope.result() != Envelope.UNANSWERED) {
            int error = envelope.result() == Envelope.FAILED ? EIO : envelope.result();
            begin(reply, of, !isFromServer, 0).u16(id).u16(command);
            reply.u32(0).u32(error == 0 ? REPLY_FLAG : REPLY_FLAG | ERROR_FLAG).u32(error);
            if (error == 0) {
                Body.reply(reply, kind, values, payload);
            }
            reply.setU32(SIZE_AT, reply.length() - PSEUDO_BYTES);
        }
    }

    /** Takes what the request really was: its reply has the same id, and the next request the next one. */
    void learn(WireBytes found) {
        if (found.length() >= ID_AT + Short.BYTES) {
            int id = idOf(found);
            line.lastIds[isFromServer ? 1 : 0] = id;
            answerTo(id);
        }
    }

    /** Gives the foretold reply, if there is one, this id. */
    void answerTo(int id) {
        if (reply.length() > 0) {
            reply.array()[ID_AT] = (byte) id;
            reply.array()[ID_AT + 1] = (byte) (id >>> Byte.SIZE);
        }
    }

    /** The id of the request. */
    int requestId() {
        return idOf(request);
    }

    private static int idOf(WireBytes packet) {
        return (packet.array()[ID_AT] & 0xff) | (packet.array()[ID_AT + 1] & 0xff) << Byte.SIZE;
    }

    private static WireBytes begin(WireBytes bytes, Line of, boolean fromServer, int fds) {
        return bytes.clear()
                .u8(1)
                .u8(fromServer ? 1 : 0)
                .u16(of.connection)
                .u16(fds)
                .u16(0);
    }

    private static int fds(EventKind kind, long[] values) {
        if (kind == EventKind.INTERRUPTS_CONFIGURED) {
            return (int) values[4];
        }
        return kind == EventKind.DMA_MAPPED && values[2] == MappingKind.SHARED.ordinal() ? 1 : 0;
    }
}
