package io.vfioreplay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a vfio-user capture of any length: one-byte reads and writes of a region of 256 bytes, each a request and a reply, as a
 * guest makes them that polls an I/O port card. Seeded, so the same length always gives the same file.
 */
public final class SyntheticCapture {

    private static final int PCAP_NANOS = 0xa1b23c4d;
    private static final int LINKTYPE_USER0 = 147;
    private static final short READ = 9;
    private static final short WRITE = 10;
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANOS_PER_MESSAGE = 20_000;
    private static final long START_SECONDS = 1_700_000_000L;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int PORTS = 256;

    private final ByteBuffer packet = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    private final OutputStream out;
    private long nanos;

    private SyntheticCapture(OutputStream out) {
        this.out = out;
    }

    /** Arguments: how many messages, and the file to write. */
    public static void main(String[] arguments) throws IOException {
        write(Long.parseLong(arguments[0]), Path.of(arguments[1]));
    }

    /** Writes a capture of {@code messages} messages, half of them replies. */
    static void write(long messages, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            SyntheticCapture capture = new SyntheticCapture(out);
            capture.header();
            Random random = new Random(1);
            for (int i = 0; i < messages / 2; i++) {
                capture.access(i, random.nextBoolean() ? READ : WRITE, random.nextInt(PORTS), random.nextInt(PORTS));
            }
        }
    }

    private void header() throws IOException {
        packet.clear();
        packet.putInt(PCAP_NANOS)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(1 << 18)
                .putInt(LINKTYPE_USER0);
        flush();
    }

    private void access(int id, short command, int port, int value) throws IOException {
        boolean write = command == WRITE;
        message(id, command, false, port, write ? value : -1);
        message(id, command, true, port, write ? -1 : value);
    }

    /** A message with the byte {@code value} behind it, or without one where that is -1. */
    private void message(int id, short command, boolean reply, int port, int value) throws IOException {
        int size = 32 + (value < 0 ? 0 : 1);
        nanos += NANOS_PER_MESSAGE;
        packet.clear();
        packet.putInt((int) (START_SECONDS + nanos / NANOS_PER_SECOND)).putInt((int) (nanos % NANOS_PER_SECOND));
        packet.putInt(size + 8).putInt(size + 8);
        packet.put((byte) 1)
                .put((byte) (reply ? 1 : 0))
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0);
        packet.putShort((short) id)
                .putShort(command)
                .putInt(size)
                .putInt(reply ? 1 : 0)
                .putInt(0);
        packet.putLong(port).putInt(2).putInt(1);
        if (value >= 0) {
            packet.put((byte) value);
        }
        flush();
    }

    private void flush() throws IOException {
        out.write(packet.array(), 0, packet.position());
    }
}
