package io.vfioreplay.journal;

import java.util.Arrays;

/**
 * The body of a block where it is, without a copy. Behind it there are at least {@link #SLACK_BYTES} more bytes, whatever they
 * are, so that the last of its numbers can be read as a long. Whoever made it says how long it is valid.
 */
public final class BlockBody {

    /** Bytes that are there behind each body. */
    public static final int SLACK_BYTES = Long.BYTES;

    private final byte[] bytes;
    private final int offset;
    private final int length;

    /**
     * A body in an array.
     *
     * @throws IndexOutOfBoundsException unless the body and what must be behind it are there
     */
    public BlockBody(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || length > bytes.length - SLACK_BYTES - offset) {
            throw new IndexOutOfBoundsException("%d bytes from %d on in %d".formatted(length, offset, bytes.length));
        }
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** A body with bytes of its own. */
    public static BlockBody copyOf(byte[] bytes, int length) {
        byte[] copy = new byte[length + SLACK_BYTES];
        System.arraycopy(bytes, 0, copy, 0, length);
        return new BlockBody(copy, 0, length);
    }

    /** What holds it; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The index of its first byte. */
    public int offset() {
        return offset;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
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
