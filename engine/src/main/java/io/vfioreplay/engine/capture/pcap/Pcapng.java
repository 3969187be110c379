package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.engine.capture.pcap.Packet.Place;
import io.vfioreplay.hardware.event.Envelope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The pcapng format: blocks of a type, a length, a body and the length again. Sections of either byte order, several interfaces
 * with their own clock, enhanced, simple and obsolete packets; other blocks are passed over, and packets of interfaces with
 * another link type come without bytes.
 *
 * <pre>
 *  0               4               8                       length-4
 * +---------------+---------------+-----------------------+---------------+
 * |     type      |    length     | body, padded to 4     |    length     |
 * +---------------+---------------+-----------------------+---------------+
 * </pre>
 *
 * <p>Behind an impossible length (ours:) reading goes on at the next section, or packet of the expected {@link Shape}.
 *
 * <p>Source: draft-ietf-opsawg-pcapng, sections 3 and 4 and appendix A.
 */
final class Pcapng implements PacketFormat {

    /** How many bytes {@link #begins} needs. */
    static final int HEAD_BYTES = 12;

    private static final int SECTION = 0x0a0d0d0a;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int FRAME_BYTES = 12;
    private static final int BODY_AT = 8;
    private static final int ENHANCED_BODY_MIN = 20;
    private static final int CAPTURED_AT = 20;
    private static final int ORIGINAL_AT = 24;
    private static final int OPTIONS_BYTES_MAX = 1 << 13;
    private static final int BLOCK_BYTES_MAX = PacketFile.PACKET_BYTES_MAX + (1 << 16);
    private static final int WINDOW_BYTES = BODY_AT + ENHANCED_BODY_MIN + Shape.PREFIX_BYTES;

    private final ByteSource source;
    private final Shape shape;
    private final Interfaces interfaces;
    private final Buffer block = new Buffer();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long packets;
    private long lastTimeNanos = Envelope.NO_TIME;

    Pcapng(Path file, ByteSource source, Shape shape) {
        this.source = source;
        this.shape = shape;
        this.interfaces = new Interfaces(file);
    }

    static boolean begins(byte[] head) {
        return head.length == HEAD_BYTES && isSection(head, 0);
    }

    private static boolean isSection(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at) == SECTION && sectionOrder(bytes, at) != null;
    }

    private static @Nullable ByteOrder sectionOrder(byte[] bytes, int at) {
        int magic = ByteBuffer.wrap(bytes).getInt(at + BODY_AT);
        if (magic == BYTE_ORDER_MAGIC) {
            return ByteOrder.BIG_ENDIAN;
        }
        return Integer.reverseBytes(magic) == BYTE_ORDER_MAGIC ? ByteOrder.LITTLE_ENDIAN : null;
    }

    @Override
    public String name() {
        return "pcapng";
    }

    @Override
    public @Nullable Packet next() {
        while (true) {
            long at = source.offset();
            byte[] head = source.peek(HEAD_BYTES);
            if (head.length == 0) {
                interfaces.requireUser0(at);
                return null;
            }
            Packet packet = head.length < HEAD_BYTES ? torn(at) : block(head, at);
            if (packet != null) {
                return packet;
            }
        }
    }

    private Packet torn(long at) {
        return damaged(at, source.seek(HEAD_BYTES, (bytes, i) -> false), "the file ends inside the head of a block");
    }

    private @Nullable Packet block(byte[] head, long at) {
        boolean section = isSection(head, 0);
        ByteOrder sectionOrder = sectionOrder(head, 0);
        if (section && sectionOrder != null) {
            order = sectionOrder;
        }
        ByteBuffer frame = ByteBuffer.wrap(head).order(order);
        int type = frame.getInt(0);
        long length = u32(frame, 4);
        String found = "a block of type 0x" + Integer.toHexString(type) + " says that it has " + length + " bytes";
        if (!isPossible(type, length) || (type == SECTION && !section)) {
            return resumed(at, 0, found);
        }
        int there = block.fill(source, (int) length);
        ByteBuffer fields = ByteBuffer.wrap(block.bytes(), 0, there).order(order);
        if (there == length && u32(fields, there - 4) == length) {
            return content(type, at, fields, there - 4);
        }
        long packetEnd = packetEnd(type, fields);
        if (packetEnd <= there && there - packetEnd <= ByteSource.PUT_BACK_BYTES_MAX) {
            source.unread(block.bytes(), (int) packetEnd, there - (int) packetEnd);
            return content(type, at, fields, (int) packetEnd);
        }
        if (there == length || !isPacket(type) || packetIsThere(type, fields)) {
            return resumed(at, there, found + (there == length ? ", at its end it says otherwise" : ""));
        }
        return content(type, at, fields, Math.min(there, (int) length - 4));
    }

    /**
     * Where the packet of a block of doubtful length ends, if the packet is as expected: it is kept, and what is behind it is
     * looked at again.
     */
    private long packetEnd(int type, ByteBuffer fields) {
        int from = BODY_AT + ENHANCED_BODY_MIN;
        if ((type != ENHANCED_PACKET && type != OBSOLETE_PACKET) || fields.limit() < from + Shape.PREFIX_BYTES) {
            return Long.MAX_VALUE;
        }
        long captured = u32(fields, CAPTURED_AT);
        return shape.fits(block.bytes(), from, captured) ? from + (captured + 3 & ~3L) : Long.MAX_VALUE;
    }

    /** Whether a block that the end of the file cuts has all of its packet, so that its length must be wrong. */
    private static boolean packetIsThere(int type, ByteBuffer fields) {
        int from = BODY_AT + ENHANCED_BODY_MIN;
        return type != SIMPLE_PACKET && fields.limit() >= from && u32(fields, CAPTURED_AT) <= fields.limit() - from;
    }

    /** A packet block is hardly longer than its packet, so that a damaged length does not swallow what comes behind. */
    private boolean isPossible(int type, long length) {
        if (length < FRAME_BYTES || length % 4 != 0 || length > BLOCK_BYTES_MAX) {
            return false;
        }
        byte[] head = source.peek(BODY_AT + ENHANCED_BODY_MIN);
        if (!isPacket(type) || type == SIMPLE_PACKET || head.length < BODY_AT + ENHANCED_BODY_MIN) {
            return true;
        }
        long captured = u32(ByteBuffer.wrap(head).order(order), CAPTURED_AT);
        return captured <= length && length <= captured + OPTIONS_BYTES_MAX;
    }

    private static boolean isPacket(int type) {
        return type == ENHANCED_PACKET || type == OBSOLETE_PACKET || type == SIMPLE_PACKET;
    }

    /** The packet of a block, if it has one. The body is that of {@code fields} from {@link #BODY_AT} to {@code end}. */
    private @Nullable Packet content(int type, long at, ByteBuffer fields, int end) {
        fields.limit(Math.max(end, BODY_AT));
        return switch (type) {
            case SECTION -> {
                interfaces.clear();
                yield null;
            }
            case INTERFACE ->
                interfaces.add(fields.position(BODY_AT), at)
                        ? null
                        : damaged(at, end, "an interface description that is too short, or one too many");
            case SIMPLE_PACKET -> simple(at, fields);
            case ENHANCED_PACKET, OBSOLETE_PACKET -> enhanced(at, fields, type);
            default -> null;
        };
    }

    private Packet simple(long at, ByteBuffer fields) {
        int from = BODY_AT + 4;
        if (fields.limit() < from || !interfaces.knows(0)) {
            return damaged(at, fields.limit(), "a simple packet that is too short or has no interface");
        }
        long original = u32(fields, BODY_AT);
        long captured = Math.min(original, interfaces.bytesMax());
        return packet(new Body(at, 0, Envelope.NO_TIME, from, captured, original), fields.limit());
    }

    private Packet enhanced(long at, ByteBuffer fields, int type) {
        int from = BODY_AT + ENHANCED_BODY_MIN;
        if (fields.limit() < from) {
            return damaged(at, fields.limit(), "a packet block that is too short");
        }
        long device = type == ENHANCED_PACKET ? u32(fields, 8) : Short.toUnsignedLong(fields.getShort(8));
        if (!interfaces.knows(device)) {
            return damaged(at, fields.limit(), "a packet of interface " + device + ", of which nothing was said");
        }
        long ticks = u32(fields, 12) << Integer.SIZE | u32(fields, 16);
        long nanos = interfaces.clock((int) device).nanos(ticks);
        return packet(
                new Body(at, (int) device, nanos, from, u32(fields, CAPTURED_AT), u32(fields, ORIGINAL_AT)),
                fields.limit());
    }

    /** Where the bytes of a packet are in its block, and how many the block says that there are. */
    private record Body(long at, int device, long nanos, int from, long captured, long original) {}

    private Packet packet(Body body, int end) {
        interfaces.requireUser0(body.at);
        packets++;
        lastTimeNanos = body.nanos;
        Place place = new Place(packets, body.at + body.from, body.nanos);
        if (!interfaces.isUser0(body.device)) {
            return Packet.of(place, new byte[0], 0, 0);
        }
        int there = (int) Math.min(body.captured, (long) end - body.from);
        byte[] bytes = block.bytes();
        System.arraycopy(bytes, body.from, bytes, 0, there);
        return Packet.of(place, bytes, there, Math.max(body.captured, body.original) - there);
    }

    /** Passes over what is no block, which begins at {@code at} and of which {@code read} bytes were read. */
    private Packet resumed(long at, int read, String found) {
        long passed = read;
        if (read > 1 && read <= ByteSource.PUT_BACK_BYTES_MAX) {
            source.unread(block.bytes(), 1, read - 1);
            passed = 1;
        } else if (read == 0) {
            passed = source.read(new byte[1], 0, 1);
        }
        passed += source.seek(WINDOW_BYTES, this::fits);
        return damaged(at, passed, found + "; passed over " + passed + " bytes to the next that is possible");
    }

    private boolean fits(byte[] bytes, int at) {
        if (isSection(bytes, at)) {
            return true;
        }
        ByteBuffer candidate = ByteBuffer.wrap(bytes).order(order);
        long length = u32(candidate, at + 4);
        long captured = u32(candidate, at + CAPTURED_AT);
        return candidate.getInt(at) == ENHANCED_PACKET
                && length % 4 == 0
                && captured + ENHANCED_BODY_MIN + FRAME_BYTES <= length
                && length <= BLOCK_BYTES_MAX
                && shape.fits(bytes, at + BODY_AT + ENHANCED_BODY_MIN, captured);
    }

    private Packet damaged(long at, long length, String what) {
        packets++;
        return Packet.damaged(new Place(packets, at, lastTimeNanos), length, what);
    }

    private static long u32(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
