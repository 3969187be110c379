package io.vfioreplay.engine.wire;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Party;

/**
 * The log of a capture's wire: all that its events do not say about its packets.
 *
 * <p>Each exchange, a request with its reply or without one, is one event, and {@link Forge} foretells its packets from that event.
 * The log says where they were otherwise, and holds the packets that belong to no exchange. So ordinary traffic costs nothing, and the
 * packets come out as they went in, whatever they were. Importing and exporting ask the same forge, in the same order.
 *
 * <pre>
 *  log      = { entry }                              numbers are varints of {@link WireBytes}, "+-" those of either sign
 *  entry    = RUN count                              so many exchanges were as foretold
 *           | OTHERWISE what                         one exchange was not; what follows, in this order, is told by bits of "what"
 *                 [ +-packet ]                       NUMBER   the request's packet, as a distance from the foretold one
 *                 [ +-nanos ]                        TIME     the request's time, the same; NO_TIME_GIVEN: it had none
 *                 [ difference ]                     REQUEST  of the request's packet, see {@link Difference}
 *                 [ difference ]                     REPLY    of the reply's
 *                                                    NO_REQUEST, NO_REPLY: that packet is kept whole, or is none
 *           | KEPT packet timed [ +-nanos ] lost length byte*     a packet; nanos counts from the time of the one kept before
 *           | NONE packet count                      so many numbers belong to no packet that could be kept
 *           | APART count                            so many events were made of a packet that is kept whole
 * </pre>
 *
 * <p>The foretold packet of a request is the last one before the reply that nothing else was told about. No entry looks back further
 * than {@value #PACKETS_AHEAD_MAX} packets and {@value #BYTES_AHEAD_MAX} bytes, so reading needs bounded memory: a request that waits
 * longer for its reply is kept whole.
 */
public final class WireLog {

    /** In a journal, the record that leads to a piece of the log has this under {@link #RECORD}. */
    public static final String WIRE = "wire";
    /** The key of what a record is. */
    public static final String RECORD = "record";
    /** The key of the index of the capture in the journal's header. */
    public static final String WITNESS = "witness";
    /** The key of the block that holds the piece. */
    public static final String BLOCK = "block";
    /** The key of the piece's length in bytes. */
    public static final String BYTES = "bytes";
    /** The key of the piece's SHA-256. */
    public static final String SHA256 = "sha256";
    /** The key of the version of this format. */
    public static final String VERSION_KEY = "version";
    /** The version of this format; a reader that does not know it foretells only. */
    public static final String VERSION = "1";

    static final int RUN = 0;
    static final int OTHERWISE = 1;
    static final int KEPT = 2;
    static final int NONE = 3;
    static final int APART = 4;

    static final int NUMBER = 1;
    static final int TIME = 1 << 1;
    static final int NO_TIME_GIVEN = 1 << 2;
    static final int REQUEST = 1 << 3;
    static final int REPLY = 1 << 4;
    static final int NO_REQUEST = 1 << 5;
    static final int NO_REPLY = 1 << 6;

    static final int PACKET_BYTES_MAX = 16 << 20;
    static final int PACKETS_AHEAD_MAX = 1024;
    static final int BYTES_AHEAD_MAX = 4 << 20;

    private WireLog() {}

    /** Takes the pieces of a log, in order. */
    @FunctionalInterface
    public interface Pieces {
        /** One piece, valid until the call returns. */
        void piece(byte[] bytes, int length);
    }

    /** Whether an event stands for an exchange; the others are made of one as well, or of none. */
    static boolean isExchange(EventKind kind, long[] values) {
        return kind != EventKind.DEVICE_OPENED
                && kind != EventKind.CAPTURE_DAMAGED
                && kind != EventKind.EVENTS_LOST
                && kind != EventKind.DMA_ISSUED
                && !(kind == EventKind.PROTOCOL_NEGOTIATED && values[0] == Party.CLIENT.ordinal());
    }
}
