package io.vfioreplay.engine.codec;

import io.vfioreplay.journal.BlockBody;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.List;

/** Puts the table of payloads that are stored apart in front of a block; their places are known only when it is written. */
public final class PayloadTable {

    /** Bytes before the first event of a block without such payloads. */
    static final int EMPTY_BYTES = 2;

    /** A block has no more: their number is a byte. */
    public static final int PAYLOADS_MAX = 64;

    private static final int ENTRY_BYTES_MAX = 2 * Varints.BYTES_MAX + PayloadRef.HASH_BYTES;

    private PayloadTable() {}

    /**
     * A block with its table.
     *
     * @param block as {@link EventEncoder} made it
     * @param length how many bytes of {@code block} it has
     * @param payloads by their place, at most {@link #PAYLOADS_MAX}
     */
    public static BlockBody withTable(byte[] block, int length, List<PayloadRef> payloads) {
        byte[] joined = new byte[length + payloads.size() * ENTRY_BYTES_MAX + BlockBody.SLACK_BYTES];
        joined[0] = EventFormat.MARK;
        joined[1] = (byte) payloads.size();
        int at = EMPTY_BYTES;
        for (PayloadRef payload : payloads) {
            at += Varints.put(joined, at, payload.block());
            at += Varints.put(joined, at, payload.length());
            System.arraycopy(payload.hash(), 0, joined, at, PayloadRef.HASH_BYTES);
            at += PayloadRef.HASH_BYTES;
        }
        System.arraycopy(block, EMPTY_BYTES, joined, at, length - EMPTY_BYTES);
        return new BlockBody(joined, 0, at + length - EMPTY_BYTES);
    }
}
