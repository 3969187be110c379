package io.vfioreplay.engine.diff;

import io.vfioreplay.hardware.event.Payload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is kept of a stream of bytes so that two streams of hundreds of MB can be compared without holding them: the first
 * eight bytes of the SHA-256 of each block of {@value #BLOCK_BYTES} bytes, and the SHA-256 of all. Grows by 8 bytes per
 * block. One thread at a time.
 */
public final class StreamPrint {

    /** Bytes per block. */
    public static final int BLOCK_BYTES = 4096;

    private final MessageDigest block = sha256();
    private final MessageDigest all = sha256();
    private long[] prints = new long[4];
    private int full;
    private long length;
    private boolean visible = true;

    /** Appends {@code count} bytes from the start of {@code data}; where the recording lacks them only the length grows. */
    public void append(Payload data, int count) {
        if (data.length() < count) {
            visible = false;
            length += count;
            return;
        }
        byte[] bytes = new byte[count];
        data.copyTo(0, bytes, 0, count);
        all.update(bytes);
        for (int at = 0; at < count; ) {
            int room = BLOCK_BYTES - (int) (length % BLOCK_BYTES);
            int step = Math.min(room, count - at);
            block.update(bytes, at, step);
            at += step;
            length += step;
            if (step == room) {
                push(first8(block.digest()));
            }
        }
    }

    /** Bytes appended so far. */
    public long length() {
        return length;
    }

    /** Whether every byte was there, so that prints can be compared. */
    public boolean isVisible() {
        return visible;
    }

    /** The SHA-256 of all bytes as 64 hexadecimal digits; meaningless unless visible. */
    public String sha256Hex() {
        return HexFormat.of().formatHex(copyDigest(all));
    }

    /** How many blocks there are, the last and shorter one included. */
    int blocks() {
        return full + (length % BLOCK_BYTES == 0 ? 0 : 1);
    }

    /** The print of a block; of a shorter last one too. */
    long print(int index) {
        return index < full ? prints[index] : first8(copyDigest(block));
    }

    /** The bytes in the block of this index. */
    int blockLength(int index) {
        return (int) Math.min(BLOCK_BYTES, length - (long) index * BLOCK_BYTES);
    }

    /** The first eight bytes of the SHA-256 of some bytes as a number. */
    public static long printOf(byte[] bytes) {
        return first8(sha256().digest(bytes));
    }

    private void push(long print) {
        if (full == prints.length) {
            prints = Arrays.copyOf(prints, full * 2);
        }
        prints[full++] = print;
    }

    private static byte[] copyDigest(MessageDigest digest) {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("SHA-256 of this JDK cannot be cloned", impossible);
        }
    }

    private static long first8(byte[] digest) {
        return Payload.of(digest, 0, Long.BYTES).littleEndian();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
