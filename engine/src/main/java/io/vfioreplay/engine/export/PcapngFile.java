package io.vfioreplay.engine.export;

import io.vfioreplay.engine.wire.WirePacket;
import io.vfioreplay.hardware.event.Envelope;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a pcapng file: one section, one interface of link type 147 (USER0) with times in ns, little-endian. A packet without a time
 * is a simple packet block.
 *
 * <p>Source: draft-ietf-opsawg-pcapng, sections 4.1 to 4.4.
 */
final class PcapngFile {

    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int LINKTYPE_USER0 = 147;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_APPLICATION = 4;
    private static final int OPTION_TSRESOL = 9;
    private static final byte NANOSECONDS = 9;
    private static final int FRAME_BYTES = 12;

    private final OutputStream out;

    /** Writes the head of the file. */
    PcapngFile(OutputStream out, String comment) {
        this.out = out;
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        byte[] application = "vfio-replay".getBytes(StandardCharsets.UTF_8);
        ByteBuffer section = body(16 + optionBytes(text) + optionBytes(application) + 4);
        section.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(section, OPTION_COMMENT, text);
        option(section, OPTION_APPLICATION, application);
        section.putInt(0);
        block(SECTION, section);
        ByteBuffer description = body(8 + 8 + 4);
        description.putShort((short) LINKTYPE_USER0).putShort((short) 0).putInt(0);
        option(description, OPTION_TSRESOL, new byte[] {NANOSECONDS});
        description.putInt(0);
        block(INTERFACE, description);
    }

    void packet(WirePacket packet) {
        int length = packet.bytes().length;
        long whole = length + packet.lost();
        ByteBuffer body;
        if (packet.timeNanos() == Envelope.NO_TIME) {
            body = body(4 + padded(length)).putInt((int) whole);
        } else {
            body = body(20 + padded(length)).putInt(0);
            body.putInt((int) (packet.timeNanos() >>> Integer.SIZE)).putInt((int) packet.timeNanos());
            body.putInt(length).putInt((int) whole);
        }
        body.put(packet.bytes());
        block(packet.timeNanos() == Envelope.NO_TIME ? SIMPLE_PACKET : ENHANCED_PACKET, body);
    }

    private static ByteBuffer body(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    private static int optionBytes(byte[] value) {
        return 4 + padded(value.length);
    }

    private static void option(ByteBuffer to, int option, byte[] value) {
        int end = to.position() + optionBytes(value);
        to.putShort((short) option).putShort((short) value.length).put(value);
        to.position(end);
    }

    private void block(int type, ByteBuffer body) {
        int length = FRAME_BYTES + body.capacity();
        byte[] bytes = new byte[length];
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(type).putInt(length).put(body.clear()).putInt(length);
        try {
            out.write(bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
