package io.vfioreplay.journal;

import java.util.Arrays;

/**
 * The body of a block where it was read. Behind it there are at least {@link #SLACK_BYTES} more bytes, whatever they are, so that
 * the last of its numbers can be read as a long.
 *
 * @param bytes holds it
 * @param offset the index of its first byte
 * @param length how many bytes it has
 */
public record BlockBody(byte[] bytes, int offset, int length) {

    /** Bytes that are there behind each body. */
    public static final int SLACK_BYTES = Long.BYTES;

    /** Throws {@link IndexOutOfBoundsException} unless the body and what must be behind it are there. */
    public BlockBody {
        if (offset < 0 || length < 0 || length > bytes.length - SLACK_BYTES - offset) {
            throw new IndexOutOfBoundsException("%d bytes from %d on in %d".formatted(length, offset, bytes.length));
        }
    }

    /** A body with bytes of its own. */
    public static BlockBody copyOf(byte[] bytes, int length) {
        return new BlockBody(Arrays.copyOf(Arrays.copyOf(bytes, length), length + SLACK_BYTES), 0, length);
    }

    /** The index behind its last byte. */
    public int end() {
        return offset + length;
    }

    /** A copy. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, offset, end());
    }
}
