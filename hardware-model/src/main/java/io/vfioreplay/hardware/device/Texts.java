package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.StateTree;
import java.util.HexFormat;

/** How values are written in a state tree. Nothing here depends on a locale. */
final class Texts {

    /** What stands for a value that the capture does not show. */
    static final String UNSEEN = "?";

    /** More bytes than any text of a state has, in UTF-8: one byte that is none of it is shown as three. */
    static final int SNAPSHOT_BYTES_MAX = 4096;

    private static final int TEXT_BYTES_MAX = 1024;
    private static final HexFormat HEX = HexFormat.of();

    private Texts() {}

    /** A text of a capture; a long one is replaced by its length and hash, so that it cannot fill the memory. */
    static String bounded(Payload text) {
        return text.length() <= TEXT_BYTES_MAX ? text.utf8() : hashed(text.length(), Sha256.hexOf(text.toByteArray()));
    }

    /** Bytes as hexadecimal digits, or their length and hash. */
    static String bytes(Payload bytes) {
        byte[] copy = bytes.toByteArray();
        return copy.length <= Sha256.BYTES ? HEX.formatHex(copy) : hashed(copy.length, Sha256.hexOf(copy));
    }

    /** A number of {@code width} bytes (0 to 8): {@code 0x00000001}. */
    static String number(long value, int width) {
        return "0x" + HEX.toHexDigits(value, 2 * width);
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String hashed(long length, String sha256) {
        return length + " bytes sha256:" + sha256;
    }

    static String hashed(long length, byte[] digests, int from) {
        return hashed(length, HEX.formatHex(digests, from, from + Sha256.BYTES));
    }

    static void putUnlessZero(StateTree.Builder tree, String path, long value) {
        if (value != 0) {
            tree.put(path, value);
        }
    }
}
