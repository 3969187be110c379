package io.vfioreplay.journal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Looks for good blocks in a store file: by the magic, which may stand at any multiple of 4, and the header's checksum. */
final class BlockSearch {

    private static final int STEP_BYTES = 4;
    private static final int WINDOW_BYTES = 1 << 16;
    private static final byte[] ZEROS = new byte[WINDOW_BYTES];

    private final StoreFile file;
    private final byte[] frame = new byte[Frame.HEADER_BYTES];

    BlockSearch(StoreFile file) {
        this.file = file;
    }

    /** A block and where it begins. */
    record Found(long offset, FrameHeader header) {}

    /** The next good block from {@code from} on that may follow those of {@code before}, or null. */
    @Nullable
    Found next(long from, BlockIndex before) {
        byte[] bytes = new byte[WINDOW_BYTES + Frame.HEADER_BYTES];
        ByteBuffer window = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (long base = from; base < file.size(); base += WINDOW_BYTES) {
            window.clear();
            int count = file.read(base, window);
            window.flip();
            Found found = isZero(bytes, count) ? null : nextIn(window, base, before);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The store keeps much room in reserve. */
    private static boolean isZero(byte[] bytes, int count) {
        int length = Math.min(count, WINDOW_BYTES);
        return Arrays.equals(bytes, 0, length, ZEROS, 0, length);
    }

    private @Nullable Found nextIn(ByteBuffer window, long base, BlockIndex before) {
        for (int at = 0; at < WINDOW_BYTES && at + Frame.HEADER_BYTES <= window.limit(); at += STEP_BYTES) {
            if (!Frame.hasMagic(window, at)) {
                continue;
            }
            FrameHeader header = blockIn(base + at, window, at);
            if (header != null
                    && header.number() >= before.nextNumber()
                    && header.firstPosition() >= before.nextPosition()) {
                return new Found(base + at, header);
            }
        }
        return null;
    }

    /**
     * The frame header that stands at {@code at} in {@code bytes}, or null when there is none, or its block is longer than
     * the file.
     *
     * @param offset where it stands in the file
     * @throws JournalTooNewException when it is one of a later version
     */
    @Nullable
    FrameHeader blockIn(long offset, ByteBuffer bytes, int at) {
        if (bytes.limit() - at < Frame.HEADER_BYTES) {
            return null;
        }
        bytes.get(at, frame);
        if (!Frame.isHeaderIntact(frame)) {
            return null;
        }
        if (Frame.version(frame) > Frame.VERSION) {
            throw new JournalTooNewException(file.path(), offset, "block format", Frame.version(frame), Frame.VERSION);
        }
        try {
            FrameHeader header = Frame.header(frame);
            return offset + header.frameBytes() <= file.size() ? header : null;
        } catch (IllegalArgumentException nonsense) {
            return null; // A good checksum over nonsense: nobody wrote this by accident, but it is no block.
        }
    }
}
