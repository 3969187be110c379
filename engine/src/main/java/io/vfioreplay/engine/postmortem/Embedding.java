package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.ByteStream;
import io.vfioreplay.hardware.state.Sha256;
import java.util.Arrays;

/**
 * Whether a stream holds some content as it is: devices that save their memory raw let the stream tell who changed it.
 *
 * @param length of the content
 * @param equal how many of its bytes the stream holds at the best place found; 0 when none was
 */
record Embedding(int length, int equal) {

    private static final int ANCHOR_BYTES = 16;
    private static final int ANCHORS = 4;
    private static final int WINDOW_BYTES = 1 << 16;
    private static final long STREAM_BYTES_MAX = 1L << 26;
    private static final int SHA256_DIGITS = 12;

    static Embedding of(byte[] content, ByteStream stream) {
        int best = 0;
        if (content.length >= ANCHOR_BYTES
                && stream.length() <= STREAM_BYTES_MAX
                && stream.print().isVisible()) {
            for (int i = 0; i < ANCHORS && best < content.length; i++) {
                int at = (int) ((long) (content.length - ANCHOR_BYTES) * i / (ANCHORS - 1));
                best = Math.max(best, equalAround(content, at, stream));
            }
        }
        return new Embedding(content.length, best);
    }

    boolean isExact() {
        return equal == length;
    }

    /** The content is there, but for a few bytes. */
    boolean isAltered() {
        return equal < length && equal > length / 2;
    }

    private static int equalAround(byte[] content, int anchorAt, ByteStream stream) {
        byte[] anchor = Arrays.copyOfRange(content, anchorAt, anchorAt + ANCHOR_BYTES);
        long found = find(anchor, stream);
        long start = found - anchorAt;
        if (found < 0 || start < 0 || start + content.length > stream.length()) {
            return 0;
        }
        byte[] there = stream.read(start, content.length);
        int equal = 0;
        for (int i = 0; i < there.length; i++) {
            equal += there[i] == content[i] ? 1 : 0;
        }
        return equal;
    }

    private static long find(byte[] anchor, ByteStream stream) {
        int step = WINDOW_BYTES - ANCHOR_BYTES + 1;
        for (long from = 0; from + ANCHOR_BYTES <= stream.length(); from += step) {
            byte[] window = stream.read(from, (int) Math.min(WINDOW_BYTES, stream.length() - from));
            for (int i = 0; i + ANCHOR_BYTES <= window.length; i++) {
                if (Arrays.equals(window, i, i + ANCHOR_BYTES, anchor, 0, ANCHOR_BYTES)) {
                    return from + i;
                }
            }
        }
        return -1;
    }

    static String sha256Prefix(byte[] bytes) {
        return Sha256.hexOf(bytes).substring(0, SHA256_DIGITS);
    }
}
