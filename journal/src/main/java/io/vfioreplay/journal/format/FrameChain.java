package io.vfioreplay.journal.format;

import java.util.zip.CRC32C;

/**
 * Frames block after block, each with the hash of the one before; see {@link Frame}. Makes nothing new for a block. One thread at
 * a time.
 */
public final class FrameChain {

    private static final byte[] ZEROS = new byte[Integer.BYTES];

    private final byte[] head = new byte[Frame.HEADER_BYTES];
    private final byte[] previous = new byte[Sha256.BYTES];
    private final Sha256 sha = new Sha256();
    private final CRC32C crc = new CRC32C();
    private long blocks;
    private long nextPosition;

    /** A chain before its first block. */
    public FrameChain() {}

    /** A chain that goes on behind blocks that are there. */
    FrameChain(long blocks, long nextPosition, byte[] previous) {
        this.blocks = blocks;
        this.nextPosition = nextPosition;
        System.arraycopy(previous, 0, this.previous, 0, Sha256.BYTES);
    }

    /** How many blocks there are. */
    public long blocks() {
        return blocks;
    }

    /** The position that the next event will have. */
    public long nextPosition() {
        return nextPosition;
    }

    /**
     * The frame header of the next block, valid until the next call. The block counts only when it is {@link #link}ed.
     *
     * @param type what the body is
     * @param count how many positions are in it, at least 1 in EVENTS, 0 in every other block
     * @param body holds the body: {@code length} bytes from {@code offset} on
     * @throws IllegalArgumentException when there can be no such block
     */
    public byte[] head(BlockType type, int count, byte[] body, int offset, int length) {
        FrameHeader.check(type, length, blocks, nextPosition, count);
        crc.reset();
        crc.update(body, offset, length);
        crc.update(ZEROS, 0, Frame.paddingBytes(length));
        Frame.put(head, type, length, count, (int) crc.getValue());
        Frame.place(head, blocks, nextPosition, previous);
        crc.reset();
        crc.update(head, 0, Frame.HEADER_CRC_AT);
        Frame.finish(head, (int) crc.getValue());
        return head;
    }

    /** Takes the block whose {@link #head} was asked for last into the chain; the same body. */
    public void link(int count, byte[] body, int offset, int length) {
        sha.add(head, 0, head.length)
                .add(body, offset, length)
                .add(ZEROS, 0, Frame.paddingBytes(length))
                .finish(previous);
        blocks++;
        nextPosition += count;
    }
}
