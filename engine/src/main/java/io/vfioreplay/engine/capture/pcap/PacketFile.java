package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A packet file that is being read, one packet at a time. Not thread-safe; memory is bounded by the largest packet allowed.
 *
 * <p>Sources: the pcap and pcapng formats, IETF drafts draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng; RFC 1952 (gzip).
 */
public final class PacketFile implements AutoCloseable {

    /** The link type reserved for private use that vfio-user captures have. */
    public static final int LINKTYPE_USER0 = 147;
    /** No packet is longer; a longer length is taken for damage. */
    public static final int PACKET_BYTES_MAX = 32 << 20;

    private static final String ADVICE =
            "expected pcap or pcapng (plain or .gz) with link type 147 (USER0) and vfio-user messages";

    private final ByteSource source;
    private final PacketFormat format;
    private final Path file;

    private PacketFile(Path file, ByteSource source, PacketFormat format) {
        this.file = file;
        this.source = source;
        this.format = format;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws CaptureException when it cannot be read, is empty, or is of another format
     */
    public static PacketFile open(Path file) {
        ByteSource source = ByteSource.open(file);
        try {
            return new PacketFile(file, source, format(file, source));
        } catch (RuntimeException unusable) {
            source.close();
            throw unusable;
        }
    }

    /** Whether the content begins like a packet file, or like a gzipped file. */
    public static boolean isPacketFile(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (ByteSource source = ByteSource.open(file)) {
            return Pcap.begins(source.peek()) || Pcapng.begins(source.peek());
        } catch (CaptureException no) {
            return false;
        }
    }

    /**
     * The next packet, or null at the end. The packet is valid until the next call.
     *
     * @throws DamagedContainerException when the file cannot be read any further
     * @throws CaptureException when the compressed file is broken
     */
    public @Nullable Packet next() {
        return format.next();
    }

    /** How many bytes of the file on disk have been read. */
    public long bytesRead() {
        return source.rawBytes();
    }

    /** The size of the file on disk. */
    public long bytesTotal() {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@code pcap} or {@code pcapng}. */
    public String formatName() {
        return format.name();
    }

    @Override
    public void close() {
        source.close();
    }

    private static PacketFormat format(Path file, ByteSource source) {
        byte[] head = source.peek();
        if (head.length == 0) {
            throw new CaptureException(Code.EMPTY, file, 0, "the file is empty", ADVICE);
        }
        if (Pcap.begins(head)) {
            return Pcap.open(file, source);
        }
        if (Pcapng.begins(head)) {
            return new Pcapng(file, source);
        }
        throw new CaptureException(Code.UNKNOWN_FORMAT, file, 0, "found " + describe(head), ADVICE);
    }

    private static String describe(byte[] head) {
        boolean text = true;
        StringBuilder hex = new StringBuilder();
        for (byte b : head) {
            text &= (b >= ' ' && b < 0x7f) || b == '\n' || b == '\r' || b == '\t';
            hex.append("%02x".formatted(b));
        }
        return text ? "text" : "the bytes " + hex;
    }
}
