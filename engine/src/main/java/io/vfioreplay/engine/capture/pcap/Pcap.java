package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The classic pcap format: a header of 24 bytes, then records of 16 bytes and the packet. Either byte order, microseconds or
 * nanoseconds, told by the magic.
 *
 * <p>Source: draft-ietf-opsawg-pcap, sections 4 and 5.
 */
final class Pcap implements PacketFormat {

    private static final int MAGIC_MICROS = 0xa1b2c3d4;
    private static final int MAGIC_NANOS = 0xa1b23c4d;
    private static final int HEADER_BYTES = 24;
    private static final int LINK_TYPE_AT = 20;
    private static final int LINK_TYPE_MASK = 0x0fff_ffff;
    private static final int RECORD_BYTES = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;

    private final ByteSource source;
    private final ByteBuffer record;
    private final long fractionNanos;
    private byte[] bytes = new byte[1 << 12];
    private long packets;

    private Pcap(ByteSource source, ByteOrder order, long fractionNanos) {
        this.source = source;
        this.record = ByteBuffer.allocate(RECORD_BYTES).order(order);
        this.fractionNanos = fractionNanos;
    }

    static boolean begins(byte[] head) {
        return head.length >= Integer.BYTES && order(ByteBuffer.wrap(head).getInt()) != null;
    }

    static Pcap open(Path file, ByteSource source) {
        byte[] header = new byte[HEADER_BYTES];
        int count = source.read(header, HEADER_BYTES);
        if (count < HEADER_BYTES) {
            throw new CaptureException(
                    Code.UNKNOWN_FORMAT,
                    file,
                    count,
                    "the pcap header ends here",
                    "expected " + HEADER_BYTES + " bytes");
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        ByteOrder order = order(fields.getInt(0));
        if (order == null) {
            throw new IllegalStateException("opened without its magic");
        }
        fields.order(order);
        LinkTypes.check(file, LINK_TYPE_AT, fields.getInt(LINK_TYPE_AT) & LINK_TYPE_MASK);
        return new Pcap(source, order, fields.getInt(0) == MAGIC_NANOS ? 1 : NANOS_PER_MICRO);
    }

    private static @Nullable ByteOrder order(int bigEndian) {
        if (bigEndian == MAGIC_MICROS || bigEndian == MAGIC_NANOS) {
            return ByteOrder.BIG_ENDIAN;
        }
        int littleEndian = Integer.reverseBytes(bigEndian);
        return littleEndian == MAGIC_MICROS || littleEndian == MAGIC_NANOS ? ByteOrder.LITTLE_ENDIAN : null;
    }

    @Override
    public String name() {
        return "pcap";
    }

    @Override
    public @Nullable Packet next() {
        long at = source.offset();
        int head = source.read(record.array(), RECORD_BYTES);
        if (head == 0) {
            return null;
        }
        if (head < RECORD_BYTES) {
            throw new DamagedContainerException(at, "the file ends inside the header of packet " + (packets + 1));
        }
        long seconds = Integer.toUnsignedLong(record.getInt(0));
        long fraction = Integer.toUnsignedLong(record.getInt(4));
        int captured = record.getInt(8);
        long original = Integer.toUnsignedLong(record.getInt(12));
        if (captured < 0 || captured > PacketFile.PACKET_BYTES_MAX) {
            throw new DamagedContainerException(
                    at,
                    "packet %d says that it has %s bytes; at most %d are possible"
                            .formatted(packets + 1, Integer.toUnsignedString(captured), PacketFile.PACKET_BYTES_MAX));
        }
        bytes = Buffers.atLeast(bytes, captured);
        int count = source.read(bytes, captured);
        packets++;
        long nanos = seconds * NANOS_PER_SECOND + fraction * fractionNanos;
        return new Packet(packets, at + RECORD_BYTES, nanos, bytes, count, Math.max(original, captured) - count);
    }
}
