package io.vfioreplay.engine.redact;

import io.vfioreplay.hardware.event.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Moves addresses by a secret number of GiB: order, overlap, containment and the alignment of pages of up to 1 GiB stay. What spans
 * nearly the whole address space, and what lies near its end, stays where it is, so that nothing passes the end that did not.
 *
 * <p>Unit: bytes.
 */
final class AddressMap {

    private static final int GIB_SHIFT = 30;
    private static final int GIBS_MAX = 1 << 12;
    private static final long FAR = 1L << 62;
    private static final int RANGE_BYTES = 2 * Long.BYTES;

    private final long shift;

    AddressMap(RedactionKey key) {
        this.shift = (1L + new KeyedBytes(key, "addresses", new byte[0]).below(GIBS_MAX)) << GIB_SHIFT;
    }

    /** An address that something happened at. */
    long of(long address) {
        return Long.compareUnsigned(address, FAR) < 0 ? address + shift : address;
    }

    /** The start of a range; a range of no bytes that begins at 0 stands for everything. */
    long of(long start, long size) {
        boolean isAll = start == 0 && size == 0;
        return isAll || Long.compareUnsigned(size, FAR) >= 0 ? start : of(start);
    }

    /** Pairs of start and size, u64 little-endian; bytes that are no whole pair stay. */
    Payload ofRanges(Payload ranges) {
        ByteBuffer bytes = ByteBuffer.wrap(ranges.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + RANGE_BYTES <= bytes.capacity(); at += RANGE_BYTES) {
            bytes.putLong(at, of(bytes.getLong(at), bytes.getLong(at + Long.BYTES)));
        }
        return Payload.of(bytes.array());
    }
}
