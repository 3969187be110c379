package io.vfioreplay.engine.capture.bytes;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One Zstandard frame, written or read; other than {@link ByteSource}, which takes several one behind the other. One thread.
 *
 * <p>Source: RFC 8878. Frames whose window is larger than 128 MiB are refused by the library.
 */
public final class Zstandard extends InputStream {

    /** What a frame begins with. */
    private static final byte[] MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    /** The library's own default: twice as fast as what comes next, for a few percent of size. */
    private static final int LEVEL = 3;

    private static final int INPUT_BYTES = 1 << 16;
    private static final int OUTPUT_BYTES = 1 << 17;

    private final InputStream source;
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final byte[] chunk = new byte[INPUT_BYTES];
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES).limit(0);
    private final ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT_BYTES).limit(0);
    private boolean ended;

    private Zstandard(InputStream source) {
        this.source = source;
    }

    /** Whether a file with this beginning is Zstandard. */
    public static boolean fits(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Compresses into {@code target}: one frame with a checksum. The same bytes give the same frame. */
    public static OutputStream writing(OutputStream target) throws IOException {
        return new ZstdOutputStream(target, LEVEL).setChecksum(true);
    }

    /**
     * One frame of bytes that are all there; without a checksum. For a few kilobytes six times as fast as {@link #writing},
     * whose tables are made for a megabyte, since how many bytes will come is not known there.
     */
    public static byte[] compressed(byte[] bytes) {
        return Zstd.compress(bytes, LEVEL);
    }

    /** Reads the frame that {@code source} begins with; its end is the end of this stream. */
    public static Zstandard reading(InputStream source) {
        return new Zstandard(source);
    }

    /** Whether anything stands behind the frame; to be asked at its end. */
    public boolean isFollowed() throws IOException {
        return input.hasRemaining() || source.read() >= 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!output.hasRemaining() && !ended) {
            decompress();
        }
        int count = Math.min(length, output.remaining());
        output.get(target, offset, count);
        return count == 0 && length > 0 ? -1 : count;
    }

    private void decompress() throws IOException {
        if (!input.hasRemaining()) {
            int count = source.read(chunk);
            if (count < 0) {
                throw new EOFException("it ends in the middle of what is compressed");
            }
            input.clear().put(chunk, 0, count).flip();
        }
        try {
            output.clear();
            ended = context.decompressDirectByteBufferStream(output, input);
            output.flip();
        } catch (ZstdException wrong) {
            throw new IOException("it is not what Zstandard compresses to: " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        source.close();
    }
}
