package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A packet file that is being read, one packet at a time. Not thread-safe; memory is bounded by the largest packet allowed.
 *
 * <p>Sources: the pcap and pcapng formats, IETF drafts draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng; RFC 1952 (gzip).
 */
public final class PacketFile implements AutoCloseable {

    /** The link type reserved for private use that vfio-user captures have. */
    public static final int LINKTYPE_USER0 = 147;
    /** No packet is longer, so that every payload fits into a journal; a longer length is taken for damage. */
    public static final int PACKET_BYTES_MAX = 16 << 20;

    private static final String ADVICE =
            "expected vfio-user messages in pcap or pcapng with link type 147 (USER0), trace events or messages of QEMU,"
                    + " a QMP transcript, a QEMU migration stream, ftrace or mmiotrace text, plain, .gz or .zst";

    private final ByteSource source;
    private final PacketFormat format;

    private final long bytesTotal;

    private PacketFile(ByteSource source, PacketFormat format, long bytesTotal) {
        this.source = source;
        this.format = format;
        this.bytesTotal = bytesTotal;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file the file, plain or gzipped
     * @param shape what its packets look like
     * @throws CaptureException when it cannot be read, is empty, or is of another format
     */
    public static PacketFile open(Path file, Shape shape) {
        ByteSource source = ByteSource.open(file);
        try {
            return new PacketFile(source, format(file, source, shape), source.rawSize());
        } catch (RuntimeException unusable) {
            source.close();
            throw unusable;
        }
    }

    /**
     * The next packet, or null at the end. A packet that the end of the file cuts comes with what there is of it; a piece of
     * the file that is no packet comes as one with {@link Packet#damage()}. The packet is valid until the next call.
     *
     * @throws CaptureException when the packets are of another link type
     */
    public @Nullable Packet next() {
        return format.next();
    }

    /** Why the file ends early, in words; empty while nothing is known to be wrong. To be asked at the end. */
    public Optional<String> endDamage() {
        return source.endDamage();
    }

    /** How many decompressed bytes of the file have been read. */
    public long offset() {
        return source.offset();
    }

    /** How many bytes of the file on disk have been read. */
    public long bytesRead() {
        return source.rawBytes();
    }

    /** The size of the file on disk. */
    public long bytesTotal() {
        return bytesTotal;
    }

    /** {@code pcap} or {@code pcapng}. */
    public String formatName() {
        return format.name();
    }

    @Override
    public void close() {
        source.close();
    }

    static CaptureException wrongLinkType(Path file, long offset, int linkType) {
        return new CaptureException(
                Code.WRONG_LINK_TYPE,
                file,
                offset,
                "link type " + linkType,
                "expected 147 (USER0) with one vfio-user message per packet");
    }

    private static PacketFormat format(Path file, ByteSource source, Shape shape) {
        byte[] head = source.peek(Pcapng.HEAD_BYTES);
        if (head.length == 0) {
            throw new CaptureException(Code.EMPTY, file, 0, "the file is empty", ADVICE);
        }
        if (Pcap.begins(head)) {
            return Pcap.open(file, source, shape);
        }
        if (Pcapng.begins(head)) {
            return new Pcapng(file, source, shape);
        }
        if (source.endDamage().isPresent()) {
            String found = source.endDamage().get() + "; what there is of it is " + describe(head);
            throw new CaptureException(Code.BROKEN_COMPRESSION, file, 0, found, ADVICE);
        }
        throw new CaptureException(Code.UNKNOWN_FORMAT, file, 0, "found " + describe(head), ADVICE);
    }

    private static String describe(byte[] head) {
        boolean text = true;
        StringBuilder hex = new StringBuilder();
        for (byte b : head) {
            text &= (b >= ' ' && b < 0x7f) || b == '\n' || b == '\r' || b == '\t';
            hex.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
        }
        return text ? "text" : "the bytes " + hex;
    }
}
