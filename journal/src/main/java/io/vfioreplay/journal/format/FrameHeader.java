package io.vfioreplay.journal.format;

/**
 * The fields of a block's frame, but for checksum and chain.
 *
 * @param type what the body is
 * @param bodyLength bytes of the body, 0 to {@link Frame#BODY_BYTES_MAX}
 * @param number of the block in its journal, from 0
 * @param firstPosition the first position in it, or the next one to come
 * @param count how many positions are in it; 0 unless EVENTS
 */
public record FrameHeader(BlockType type, int bodyLength, long number, long firstPosition, int count) {

    /** Throws {@link IllegalArgumentException} on a value out of range. */
    public FrameHeader {
        if (bodyLength < 0 || bodyLength > Frame.BODY_BYTES_MAX || number < 0 || firstPosition < 0) {
            throw new IllegalArgumentException(
                    "body of %d bytes, number %d, position %d".formatted(bodyLength, number, firstPosition));
        }
        if (count < 0 || (type == BlockType.EVENTS) != (count > 0)) {
            throw new IllegalArgumentException("%s with %d positions".formatted(type, count));
        }
    }

    /** The position after the last one of this block. */
    public long nextPosition() {
        return firstPosition + count;
    }
}
