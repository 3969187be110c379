package io.vfioreplay.engine.capture.pcap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pcapng blocks by hand. */
final class PcapngFile {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    PcapngFile section(ByteOrder newOrder) {
        order = newOrder;
        return block(
                0x0a0d0d0a, buffer(16).putInt(0x1a2b3c4d).putInt(1).putLong(-1).array());
    }

    /** An interface; {@code resolution} as in if_tsresol, or -1 for none. */
    PcapngFile device(int linkType, int snapLength, int resolution) {
        byte[] options = resolution < 0
                ? new byte[0]
                : buffer(12)
                        .putShort((short) 9)
                        .putShort((short) 1)
                        .put((byte) resolution)
                        .array();
        return block(
                1,
                buffer(8 + options.length)
                        .putShort((short) linkType)
                        .putShort((short) 0)
                        .putInt(snapLength)
                        .put(options)
                        .array());
    }

    PcapngFile packet(int device, long ticks, byte[] packet) {
        return block(
                6,
                buffer(20 + padded(packet.length))
                        .putInt(device)
                        .putInt((int) (ticks >>> 32))
                        .putInt((int) ticks)
                        .putInt(packet.length)
                        .putInt(packet.length)
                        .put(packet)
                        .array());
    }

    PcapngFile obsoletePacket(int device, long ticks, byte[] packet) {
        return block(
                2,
                buffer(20 + padded(packet.length))
                        .putShort((short) device)
                        .putShort((short) 0)
                        .putInt((int) (ticks >>> 32))
                        .putInt((int) ticks)
                        .putInt(packet.length)
                        .putInt(packet.length)
                        .put(packet)
                        .array());
    }

    PcapngFile simplePacket(int original, byte[] kept) {
        return block(
                3, buffer(4 + padded(kept.length)).putInt(original).put(kept).array());
    }

    PcapngFile block(int type, byte[] body) {
        file.writeBytes(buffer(12 + body.length)
                .putInt(type)
                .putInt(12 + body.length)
                .put(body)
                .putInt(12 + body.length)
                .array());
        return this;
    }

    PcapngFile bytes(byte[] bytes) {
        file.writeBytes(bytes);
        return this;
    }

    byte[] toByteArray() {
        return file.toByteArray();
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    private ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(order);
    }
}
