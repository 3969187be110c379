package io.vfioreplay.engine.capture.vfiouser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes captures by hand: one connection, packets a microsecond apart. */
final class Session {

    static final int REPLY = 1;
    static final int NO_REPLY = 0x10;
    static final int ERROR_REPLY = 0x21;
    private static final int INCOMPLETE = 8;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int connection;
    private int fds;
    private int micros;

    Session() {
        file.writeBytes(little(24)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(1 << 18)
                .putInt(147)
                .array());
    }

    /** Packets from here on belong to this connection. */
    Session on(int newConnection) {
        connection = newConnection;
        return this;
    }

    /** The next packet comes with file descriptors. */
    Session withFds(int count) {
        fds = count;
        return this;
    }

    Session request(int id, int command, byte[] body) {
        return packet(0, 0, message(id, command, 0, 0, body));
    }

    Session posted(int id, int command, byte[] body) {
        return packet(0, 0, message(id, command, NO_REPLY, 0, body));
    }

    Session reply(int id, int command, byte[] body) {
        return packet(1, 0, message(id, command, REPLY, 0, body));
    }

    Session error(int id, int command, int errno, byte[] body) {
        return packet(1, 0, message(id, command, ERROR_REPLY, errno, body));
    }

    Session serverRequest(int id, int command, byte[] body) {
        return packet(1, 0, message(id, command, 0, 0, body));
    }

    Session clientReply(int id, int command, byte[] body) {
        return packet(0, 0, message(id, command, REPLY, 0, body));
    }

    /** A message of which the recorder kept the first bytes only. */
    Session cut(int direction, byte[] message, int kept) {
        return packet(direction, INCOMPLETE, Arrays.copyOf(message, kept));
    }

    /** Any bytes behind a pseudo-header. */
    Session packet(int direction, int flags, byte[] bytes) {
        byte[] head = little(8)
                .put((byte) 1)
                .put((byte) direction)
                .putShort((short) connection)
                .putShort((short) fds)
                .putShort((short) flags)
                .array();
        fds = 0;
        return raw(join(head, bytes));
    }

    /** A packet without a pseudo-header. */
    Session raw(byte[] packet) {
        file.writeBytes(little(16)
                .putInt(1_000)
                .putInt(micros++)
                .putInt(packet.length)
                .putInt(packet.length)
                .array());
        file.writeBytes(packet);
        return this;
    }

    static byte[] message(int id, int command, int flags, int errno, byte[] body) {
        return join(
                little(16)
                        .putShort((short) id)
                        .putShort((short) command)
                        .putInt(16 + body.length)
                        .putInt(flags)
                        .putInt(errno)
                        .array(),
                body);
    }

    /** Bytes from numbers: an Integer takes 4 bytes, a Long 8, an array what it has. */
    static byte[] body(Object... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer number) {
                body.writeBytes(little(4).putInt(number).array());
            } else if (part instanceof Long number) {
                body.writeBytes(little(8).putLong(number).array());
            } else {
                body.writeBytes((byte[]) part);
            }
        }
        return body.toByteArray();
    }

    static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    byte[] bytes() {
        return file.toByteArray();
    }

    Recorded read(Path directory) {
        Path path = directory.resolve("session.pcap");
        try {
            Files.write(path, bytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Recorded.of(path);
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
