package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.pcap.Packet;
import io.vfioreplay.engine.capture.pcap.Shape;
import io.vfioreplay.engine.wire.WireBytes;
import java.util.Optional;

/**
 * What stands before each message in a capture.
 *
 * <pre>
 *  0       1       2               4               6               8
 * +-------+-------+---------------+---------------+---------------+
 * |version|direct.| connection id |      fds      |     flags     |  message
 * +-------+-------+---------------+---------------+---------------+
 * </pre>
 *
 * <p>Little-endian. Version is 1; direction 0 is client to server, 1 is server to client.
 *
 * @param fromServer the direction
 * @param connection the connection id, 0 to 65535
 * @param fds how many file descriptors travelled with the message
 * @param flags 8: the recorder kept fewer bytes than the message has
 */
record PseudoHeader(boolean fromServer, int connection, int fds, int flags) {

    static final int BYTES = 8;
    private static final int VERSION = 1;
    private static final int FLAG_INCOMPLETE = 8;
    /** The kernel passes no more in one message. */
    private static final int FDS_MAX = 253;

    /** The header of a packet, or empty if it has none of this version. */
    static Optional<PseudoHeader> of(Packet packet) {
        return packet.length() < BYTES ? Optional.empty() : of(packet.bytes(), 0);
    }

    private static Optional<PseudoHeader> of(byte[] bytes, int at) {
        int direction = bytes[at + 1];
        if (bytes[at] != VERSION || direction < 0 || direction > 1) {
            return Optional.empty();
        }
        return Optional.of(
                new PseudoHeader(direction == 1, u16(bytes, at + 2), u16(bytes, at + 4), u16(bytes, at + 6)));
    }

    /** Whether the recorder kept fewer bytes than the message has. */
    boolean cut() {
        return (flags & FLAG_INCOMPLETE) != 0;
    }

    /** Puts it behind what is there. */
    void putInto(WireBytes out) {
        out.u8(VERSION).u8(fromServer ? 1 : 0).u16(connection).u16(fds).u16(flags);
    }

    /** Whether a packet looks like exactly one whole message of a known command behind a pseudo-header; see {@link Shape}. */
    static boolean fits(byte[] bytes, int at, long length) {
        PseudoHeader head = of(bytes, at).orElse(null);
        return head != null
                && head.fds <= FDS_MAX
                && head.flags == 0
                && Message.isPossible(bytes, at + BYTES)
                && Message.size(bytes, at + BYTES) == length - BYTES;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << Byte.SIZE;
    }
}
