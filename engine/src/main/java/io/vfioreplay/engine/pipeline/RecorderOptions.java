package io.vfioreplay.engine.pipeline;

/**
 * How a recorder behaves.
 *
 * @param ringBlocks how many blocks of events may wait, a power of two; a block takes up to 512 events
 * @param overload what happens when more come
 * @param batching when a block ends
 * @param durability when events are on the disk
 * @param payloadBytesMax how many bytes of large payloads may wait; one payload more than that may still wait alone
 */
public record RecorderOptions(
        int ringBlocks, Overload overload, Batching batching, Durability durability, long payloadBytesMax) {

    /** For captures: nothing is lost, and the same events give the same blocks. */
    public static final RecorderOptions IMPORT =
            new RecorderOptions(64, Overload.BLOCK, Batching.BY_CONTENT, Durability.memory(), 16L << 20);
    /** For live sources: costs least, and events are in the journal within a fraction of a millisecond. */
    public static final RecorderOptions LIVE =
            new RecorderOptions(512, Overload.BLOCK, Batching.CALM, Durability.memory(), 64L << 20);

    /** What happens to an event when the ring is full, because the journal is slower than the source or the disk is full. */
    public enum Overload {
        /** Its thread waits; a full disk ends the recording. */
        BLOCK,
        /**
         * It is dropped and counted; the count becomes an event before the next one that fits. On a full disk the recorder waits for
         * room.
         */
        GAP
    }

    /** When a block ends before it is full. */
    public enum Batching {
        /** Never: where blocks end depends on the events alone. */
        BY_CONTENT,
        /** As soon as the journal's thread has nothing else to do. It takes a processor for itself while events keep coming. */
        PROMPT,
        /** When the journal's thread looks, some ten thousand times a second; in between it sleeps. */
        CALM
    }

    /** Throws {@link IllegalArgumentException} unless the ring's size is a power of two, and there is room for a payload. */
    public RecorderOptions {
        if (Integer.bitCount(ringBlocks) != 1 || payloadBytesMax < 1) {
            throw new IllegalArgumentException(ringBlocks + " blocks, " + payloadBytesMax + " payload bytes");
        }
    }

    /** The same with another {@link #durability()}. */
    public RecorderOptions with(Durability other) {
        return new RecorderOptions(ringBlocks, overload, batching, other, payloadBytesMax);
    }

    /** The same with another {@link #batching()}. */
    public RecorderOptions with(Batching other) {
        return new RecorderOptions(ringBlocks, overload, other, durability, payloadBytesMax);
    }

    /** The same with another {@link #overload()}. */
    public RecorderOptions with(Overload other) {
        return new RecorderOptions(ringBlocks, other, batching, durability, payloadBytesMax);
    }
}
