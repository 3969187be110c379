package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.engine.capture.pcap.Packet.Place;
import io.vfioreplay.hardware.event.Envelope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The classic pcap format: a header of 24 bytes, then records of 16 bytes and the packet. Either byte order, microseconds or
 * nanoseconds, told by the magic.
 *
 * <pre>
 *  0               4               8               12
 * +---------------+---------------+---------------+---------------+
 * |    seconds    |   fraction    |captured length|original length|  packet
 * +---------------+---------------+---------------+---------------+
 * </pre>
 *
 * <p>Records have no mark by which one could be found. Behind an impossible record header (ours:) reading goes on at the next
 * place that has a possible one with a packet of the expected {@link Shape}.
 *
 * <p>Source: draft-ietf-opsawg-pcap, sections 4 and 5.
 */
final class Pcap implements PacketFormat {

    private static final int MAGIC_MICROS = 0xa1b2c3d4;
    private static final int MAGIC_NANOS = 0xa1b23c4d;
    private static final int HEADER_BYTES = 24;
    private static final int LINK_TYPE_AT = 20;
    /** The upper bits say how long a frame check sequence is. */
    private static final int LINK_TYPE_MASK = 0xffff;

    private static final int RECORD_BYTES = 16;
    private static final int FRACTION_AT = 4;
    private static final int CAPTURED_AT = 8;
    private static final int ORIGINAL_AT = 12;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;

    private final ByteSource source;
    private final Shape shape;
    private final ByteOrder order;
    private final long fractionNanos;
    private final byte[] record = new byte[RECORD_BYTES];
    private final ByteBuffer fields;
    private final Buffer content = new Buffer();
    private long packets;
    private long lastTimeNanos = Envelope.NO_TIME;

    private Pcap(ByteSource source, Shape shape, ByteOrder order, long fractionNanos) {
        this.source = source;
        this.shape = shape;
        this.order = order;
        this.fields = ByteBuffer.wrap(record).order(order);
        this.fractionNanos = fractionNanos;
    }

    static boolean begins(byte[] head) {
        return head.length >= Integer.BYTES && order(ByteBuffer.wrap(head).getInt()) != null;
    }

    static Pcap open(Path file, ByteSource source, Shape shape) {
        byte[] header = new byte[HEADER_BYTES];
        int count = source.read(header, 0, HEADER_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(header);
        ByteOrder order = order(fields.getInt(0));
        if (count < HEADER_BYTES || order == null) {
            throw new CaptureException(
                    Code.UNKNOWN_FORMAT,
                    file,
                    count,
                    "the pcap header ends here",
                    "expected " + HEADER_BYTES + " bytes");
        }
        fields.order(order);
        int linkType = fields.getInt(LINK_TYPE_AT) & LINK_TYPE_MASK;
        if (linkType != PacketFile.LINKTYPE_USER0) {
            throw PacketFile.wrongLinkType(file, LINK_TYPE_AT, linkType);
        }
        return new Pcap(source, shape, order, fields.getInt(0) == MAGIC_NANOS ? 1 : NANOS_PER_MICRO);
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
        int head = source.read(record, 0, RECORD_BYTES);
        if (head == 0) {
            return null;
        }
        if (head < RECORD_BYTES) {
            return damaged(at, head, "the file ends inside the header of this packet");
        }
        if (!isPossible(fields, 0) && !fitsDespite()) {
            return resumed(at);
        }
        long captured = u32(fields, CAPTURED_AT);
        int count = content.fill(source, (int) captured);
        long lost = Math.max(u32(fields, ORIGINAL_AT), captured) - count;
        lastTimeNanos = u32(fields, 0) * NANOS_PER_SECOND + u32(fields, FRACTION_AT) * fractionNanos;
        packets++;
        return Packet.of(new Place(packets, at + RECORD_BYTES, lastTimeNanos), content.bytes(), count, lost);
    }

    private boolean isPossible(ByteBuffer bytes, int at) {
        long captured = u32(bytes, at + CAPTURED_AT);
        return captured <= PacketFile.PACKET_BYTES_MAX
                && captured <= u32(bytes, at + ORIGINAL_AT)
                && u32(bytes, at + FRACTION_AT) < NANOS_PER_SECOND / fractionNanos;
    }

    /** Some recorders leave fields empty; where the packet behind it is right, the captured length is right. */
    private boolean fitsDespite() {
        byte[] prefix = source.peek(Shape.PREFIX_BYTES);
        long captured = u32(fields, CAPTURED_AT);
        return prefix.length == Shape.PREFIX_BYTES
                && captured <= PacketFile.PACKET_BYTES_MAX
                && shape.fits(prefix, 0, captured);
    }

    /** Passes over what is no record, which begins at {@code at}. */
    private Packet resumed(long at) {
        String found = "this packet says that it has %s bytes of %s, and %s of a second"
                .formatted(text(CAPTURED_AT), text(ORIGINAL_AT), text(FRACTION_AT));
        source.unread(record, 1, RECORD_BYTES - 1);
        long passed = 1 + source.seek(RECORD_BYTES + Shape.PREFIX_BYTES, this::fits);
        return damaged(at, passed, found + "; passed over " + passed + " bytes to the next that is possible");
    }

    private boolean fits(byte[] bytes, int at) {
        ByteBuffer candidate = ByteBuffer.wrap(bytes).order(order);
        return isPossible(candidate, at) && shape.fits(bytes, at + RECORD_BYTES, u32(candidate, at + CAPTURED_AT));
    }

    private Packet damaged(long at, long length, String what) {
        packets++;
        return Packet.damaged(new Place(packets, at, lastTimeNanos), length, what);
    }

    private String text(int at) {
        return Long.toString(u32(fields, at));
    }

    private static long u32(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
