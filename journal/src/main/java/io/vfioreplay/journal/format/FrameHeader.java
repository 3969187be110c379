package io.vfioreplay.journal.format;

/**
 * The fields of a block's frame, but for checksums and chain.
 *
 * @param type what the body is
 * @param bodyLength bytes of the body, 0 to {@link Frame#BODY_BYTES_MAX}
 * @param number of the block in its journal, from 0
 * @param firstPosition the first position in it, or the next one to come
 * @param count how many positions are in it, at least 1 in EVENTS; 0 in every other block
 */
public record FrameHeader(BlockType type, int bodyLength, long number, long firstPosition, int count) {

    /** Throws {@link IllegalArgumentException} on a value out of range. */
    public FrameHeader {
        check(type, bodyLength, number, firstPosition, count);
    }

    /** Throws {@link IllegalArgumentException} on a value out of range. */
    static void check(BlockType type, int bodyLength, long number, long firstPosition, int count) {
        if (bodyLength < 0 || bodyLength > Frame.BODY_BYTES_MAX || number < 0 || number == Long.MAX_VALUE) {
            throw new IllegalArgumentException("body of %d bytes, number %d".formatted(bodyLength, number));
        }
        if (count < 0 || (type == BlockType.EVENTS) != (count > 0)) {
            throw new IllegalArgumentException("%s with %d positions".formatted(type, count));
        }
        if (firstPosition < 0 || firstPosition > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException("%d positions from %d on".formatted(count, firstPosition));
        }
    }

    /** The position after the last one of this block. */
    public long nextPosition() {
        return firstPosition + count;
    }

    /** The bytes of the whole block. */
    public int frameBytes() {
        return Frame.frameBytes(bodyLength);
    }
}
