package io.vfioreplay.engine.capture.pcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pcapng format: blocks of a type, a length, a body and the length again. Sections of either byte order, several interfaces
 * with their own clock resolution, enhanced and simple packets; other blocks are passed over.
 *
 * <p>Source: draft-ietf-opsawg-pcapng, sections 3 and 4.
 */
final class Pcapng implements PacketFormat {

    private static final int SECTION = 0x0a0d0d0a;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int FRAME_BYTES = 12;
    private static final int SECTION_BODY_MIN = 16;
    private static final int INTERFACE_BODY_MIN = 8;
    private static final int SIMPLE_BODY_MIN = 4;
    private static final int ENHANCED_BODY_MIN = 20;
    private static final int INTERFACES_MAX = 1 << 16;
    private static final int BLOCK_BYTES_MAX = PacketFile.PACKET_BYTES_MAX + (1 << 16);

    private final Path file;
    private final ByteSource source;
    private final List<Clock> interfaces = new ArrayList<>();
    private final byte[] head = new byte[FRAME_BYTES];
    private byte[] body = new byte[1 << 12];
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long packets;

    Pcapng(Path file, ByteSource source) {
        this.file = file;
        this.source = source;
    }

    static boolean begins(byte[] head) {
        return head.length == FRAME_BYTES && ByteBuffer.wrap(head).getInt() == SECTION && sectionOrder(head) != null;
    }

    private static @Nullable ByteOrder sectionOrder(byte[] head) {
        int magic = ByteBuffer.wrap(head).getInt(8);
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
            int count = source.read(head, FRAME_BYTES);
            if (count == 0) {
                return null;
            }
            if (count < FRAME_BYTES) {
                throw new DamagedContainerException(at, "the file ends inside a block of %d bytes".formatted(count));
            }
            Packet packet = block(at);
            if (packet != null) {
                return packet;
            }
        }
    }

    /** Reads one block; its packet if it has one. The first 4 bytes of the body are already in {@link #head}. */
    private @Nullable Packet block(long at) {
        if (ByteBuffer.wrap(head).getInt() == SECTION) {
            ByteOrder newOrder = sectionOrder(head);
            if (newOrder == null) {
                throw new DamagedContainerException(at, "a section without its byte-order magic 1a2b3c4d");
            }
            order = newOrder;
        }
        ByteBuffer frame = ByteBuffer.wrap(head).order(order);
        int type = frame.getInt(0);
        long length = Integer.toUnsignedLong(frame.getInt(4));
        if (length < FRAME_BYTES || length % 4 != 0 || length > BLOCK_BYTES_MAX) {
            throw new DamagedContainerException(
                    at, "a block of type 0x%x with the impossible length %d".formatted(type, length));
        }
        int bodyLength = (int) length - FRAME_BYTES;
        int whole = readBody(bodyLength);
        Packet packet = type == SECTION ? section(at, whole) : content(type, at, whole);
        if (whole < bodyLength && packet == null) {
            throw new DamagedContainerException(at, "the file ends inside a block of type 0x%x".formatted(type));
        }
        return packet;
    }

    /**
     * The body into {@link #body}, and the length behind it; returns how many bytes of the body there were. The head held
     * the first 4 bytes of what follows the length, so that many are left to read as the body is long.
     */
    private int readBody(int length) {
        body = Buffers.atLeast(body, length + Integer.BYTES);
        int count = source.read(body, length);
        System.arraycopy(body, 0, body, Integer.BYTES, count);
        System.arraycopy(head, 2 * Integer.BYTES, body, 0, Integer.BYTES);
        return Math.min(length, count + Integer.BYTES);
    }

    private @Nullable Packet section(long at, int length) {
        if (length < SECTION_BODY_MIN) {
            throw new DamagedContainerException(at, "a section header that is too short");
        }
        interfaces.clear();
        return null;
    }

    private @Nullable Packet content(int type, long at, int length) {
        ByteBuffer fields = ByteBuffer.wrap(body, 0, length).order(order);
        switch (type) {
            case INTERFACE -> addInterface(fields, at, length);
            case SIMPLE_PACKET -> {
                return simple(fields, at, length);
            }
            case ENHANCED_PACKET -> {
                return enhanced(fields, at, length);
            }
            default -> {}
        }
        return null;
    }

    private void addInterface(ByteBuffer fields, long at, int length) {
        if (length < INTERFACE_BODY_MIN || interfaces.size() == INTERFACES_MAX) {
            throw new DamagedContainerException(at, "an interface description that is too short, or one too many");
        }
        LinkTypes.check(file, at, Short.toUnsignedInt(fields.getShort(0)));
        interfaces.add(Clock.of(fields.position(INTERFACE_BODY_MIN)));
    }

    private Packet simple(ByteBuffer fields, long at, int length) {
        if (length < SIMPLE_BODY_MIN || interfaces.isEmpty()) {
            throw new DamagedContainerException(at, "a simple packet that is too short or has no interface");
        }
        long original = Integer.toUnsignedLong(fields.getInt(0));
        int captured = (int) Math.min(original, length - SIMPLE_BODY_MIN);
        return packet(at, 0, SIMPLE_BODY_MIN, captured, original);
    }

    private Packet enhanced(ByteBuffer fields, long at, int length) {
        if (length < ENHANCED_BODY_MIN) {
            throw new DamagedContainerException(at, "a packet block that is too short");
        }
        long device = Integer.toUnsignedLong(fields.getInt(0));
        if (device >= interfaces.size()) {
            throw new DamagedContainerException(
                    at, "a packet of interface %d, of which nothing was said".formatted(device));
        }
        long ticks =
                Integer.toUnsignedLong(fields.getInt(4)) << Integer.SIZE | Integer.toUnsignedLong(fields.getInt(8));
        long captured = Integer.toUnsignedLong(fields.getInt(12));
        long original = Integer.toUnsignedLong(fields.getInt(16));
        int there = (int) Math.min(captured, length - ENHANCED_BODY_MIN);
        return packet(
                at, interfaces.get((int) device).nanos(ticks), ENHANCED_BODY_MIN, there, Math.max(captured, original));
    }

    private Packet packet(long at, long nanos, int from, int captured, long original) {
        System.arraycopy(body, from, body, 0, captured);
        packets++;
        return new Packet(packets, at + 8 + from, nanos, body, captured, original - captured);
    }
}
