package io.vfioreplay.engine.pipeline;

/**
 * How a recorder behaves.
 *
 * @param ringSlots how many events may wait, a power of two
 * @param overload what happens when more come
 * @param batching when a block ends
 * @param payloadBytesMax how many bytes of large payloads may wait; one payload more than that may still wait alone
 */
public record RecorderOptions(int ringSlots, Overload overload, Batching batching, long payloadBytesMax) {

    /** For captures: nothing is lost, and the same events give the same blocks. */
    public static final RecorderOptions IMPORT =
            new RecorderOptions(1 << 12, Overload.BLOCK, Batching.BY_CONTENT, 16L << 20);
    /** For live sources: events reach the journal as soon as the disk side is idle. */
    public static final RecorderOptions LIVE = new RecorderOptions(1 << 13, Overload.BLOCK, Batching.PROMPT, 64L << 20);

    /** What happens to an event when the ring is full. */
    public enum Overload {
        /** Its thread waits. */
        BLOCK,
        /** It is dropped and counted; the count becomes an event before the next one that fits. */
        GAP
    }

    /** When a block ends before it is full. */
    public enum Batching {
        /** Never: where blocks end depends on the events alone. */
        BY_CONTENT,
        /** Whenever no further event waits. */
        PROMPT
    }

    /** Throws {@link IllegalArgumentException} unless the ring's size is a power of two. */
    public RecorderOptions {
        if (Integer.bitCount(ringSlots) != 1 || payloadBytesMax < 1) {
            throw new IllegalArgumentException(ringSlots + " slots, " + payloadBytesMax + " payload bytes");
        }
    }
}
