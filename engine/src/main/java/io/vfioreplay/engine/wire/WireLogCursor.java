package io.vfioreplay.engine.wire;

import java.util.Iterator;

/** Reads the pieces of a wire log as one sequence of bytes; one piece is in memory at a time. One thread. */
final class WireLogCursor {

    private static final int VARINT_BITS_MAX = 63;

    private final Iterator<byte[]> pieces;
    private byte[] piece = new byte[0];
    private int at;

    WireLogCursor(Iterator<byte[]> pieces) {
        this.pieces = pieces;
    }

    boolean isAtEnd() {
        while (at == piece.length && pieces.hasNext()) {
            piece = pieces.next();
            at = 0;
        }
        return at == piece.length;
    }

    int u8() {
        if (isAtEnd()) {
            throw new MalformedWireLogException("the log of the wire ends within an entry");
        }
        return piece[at++] & 0xff;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift <= VARINT_BITS_MAX; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedWireLogException("a number of more than ten bytes");
    }

    long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number of bytes, which no packet has more of than {@link WireLog#PACKET_BYTES_MAX}. */
    int count() {
        long value = varint();
        if (value < 0 || value > WireLog.PACKET_BYTES_MAX) {
            throw new MalformedWireLogException(
                    value + " bytes, where no packet has more than " + WireLog.PACKET_BYTES_MAX);
        }
        return (int) value;
    }

    void copy(int count, WireBytes into) {
        int left = count;
        while (left > 0) {
            if (isAtEnd()) {
                throw new MalformedWireLogException("the log of the wire ends within an entry");
            }
            int part = Math.min(left, piece.length - at);
            into.put(piece, at, part);
            at += part;
            left -= part;
        }
    }
}
