package io.vfioreplay.engine.capture.bytes;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The content of a Zstandard file: that of its frames, one behind the other. The library is given no more than one block at a
 * time, since it keeps for itself what it decompressed in the call that comes upon damage. One thread.
 *
 * <p>Source: RFC 8878, sections 3.1.1 (frames, blocks) and 3.1.2 (skippable frames). Frames whose window is larger than 128 MiB
 * are refused by the library.
 */
final class ZstandardContent implements Content {

    static final byte[] MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private static final long SKIPPABLE_MAGIC = 0x184d2a50L;
    private static final long SKIPPABLE_MASK = 0xfffffff0L;
    private static final int SINGLE_SEGMENT = 1 << 5;
    private static final int CHECKSUM = 1 << 2;
    private static final int BLOCK_HEADER_BYTES = 3;
    private static final int LAST_BLOCK = 1;
    private static final int TYPE_RLE = 1;
    private static final int OUTPUT_BYTES = 1 << 17; // The largest block.

    private final RawBytes raw;
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer input =
            ByteBuffer.allocateDirect(RawBytes.AHEAD_BYTES_MAX).limit(0);
    private final ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT_BYTES).limit(0);
    private Next next = Next.FRAME;
    private boolean isLast;
    private boolean hasChecksum;
    private long left; // Bytes of the block, or of the skippable frame, that are still to come.
    private @Nullable BrokenContentException broken;

    ZstandardContent(RawBytes raw) {
        this.raw = raw;
    }

    /** What stands where reading stands. */
    private enum Next {
        FRAME,
        SKIPPED,
        BLOCK,
        REST_OF_BLOCK,
        CHECKSUM,
        END
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        while (!output.hasRemaining()) {
            if (broken != null) {
                throw broken;
            }
            if (next == Next.END) {
                return END;
            }
            advance();
        }
        int count = Math.min(length, output.remaining());
        output.get(target, at, count);
        return count;
    }

    private void advance() throws IOException {
        if (input.hasRemaining()) {
            decompress();
            return;
        }
        next = switch (next) {
            case FRAME -> frame();
            case SKIPPED -> skipped();
            case BLOCK -> block();
            case REST_OF_BLOCK -> restOfBlock();
            case CHECKSUM -> checksum();
            case END -> Next.END;
        };
    }

    private Next frame() throws IOException {
        int there = raw.ahead(MAGIC.length);
        if (there == 0) {
            return Next.END;
        }
        need(MAGIC.length);
        if ((raw.little(0, MAGIC.length) & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
            need(MAGIC.length + Integer.BYTES);
            left = raw.little(MAGIC.length, Integer.BYTES);
            raw.pass(MAGIC.length + Integer.BYTES);
            return Next.SKIPPED;
        }
        if (!raw.beginsWith(MAGIC)) {
            throw BrokenContentException.damaged("what is behind it is no Zstandard");
        }
        need(MAGIC.length + 1);
        int descriptor = raw.u8(MAGIC.length);
        hasChecksum = (descriptor & CHECKSUM) != 0;
        give(MAGIC.length + headerBytes(descriptor));
        return Next.BLOCK;
    }

    /** The length of a frame's header, its descriptor included. */
    private static int headerBytes(int descriptor) {
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int dictionary = descriptor & 3;
        int size = descriptor >> 6;
        return 1
                + (single ? 0 : 1)
                + (dictionary == 3 ? Integer.BYTES : dictionary)
                + (size == 0 ? single ? 1 : 0 : 1 << size);
    }

    private Next skipped() throws IOException {
        need(left == 0 ? 0 : 1);
        int count = (int) Math.min(left, raw.ahead(0));
        raw.pass(count);
        left -= count;
        return left == 0 ? Next.FRAME : Next.SKIPPED;
    }

    private Next block() throws IOException {
        need(BLOCK_HEADER_BYTES);
        long header = raw.little(0, BLOCK_HEADER_BYTES);
        isLast = (header & LAST_BLOCK) != 0;
        boolean repeats = (header >> 1 & 3) == TYPE_RLE;
        left = repeats ? 1 : header >> 3;
        give(BLOCK_HEADER_BYTES);
        return Next.REST_OF_BLOCK;
    }

    private Next restOfBlock() throws IOException {
        if (left > 0) {
            need(1);
            int count = (int) Math.min(left, raw.ahead(0));
            left -= count;
            give(count);
            return Next.REST_OF_BLOCK;
        }
        return !isLast ? Next.BLOCK : hasChecksum ? Next.CHECKSUM : Next.FRAME;
    }

    private Next checksum() throws IOException {
        give(Integer.BYTES);
        return Next.FRAME;
    }

    private void need(int count) throws IOException {
        if (raw.ahead(count) < count) {
            raw.pass(raw.ahead(0));
            throw BrokenContentException.cut();
        }
    }

    /** Gives the next bytes to the library, whose output is then at hand. */
    private void give(int count) throws IOException {
        need(count);
        input.clear().put(raw.bytes(), raw.from(), count).flip();
        raw.pass(count);
        decompress();
    }

    private void decompress() {
        try {
            output.clear();
            context.decompressDirectByteBufferStream(output, input);
            output.flip();
        } catch (ZstdException wrong) {
            input.limit(0);
            output.limit(0);
            String why = String.valueOf(wrong.getMessage());
            broken = BrokenContentException.damaged(
                    why.contains("checksum") ? "its checksum is wrong" : why.toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        raw.close();
    }
}
