package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import java.util.HexFormat;

/** Answers in words, so that the difference between two of them can be seen. */
final class AnswerText {

    private static final int SHORT_BYTES_MAX = 8;
    private static final int CONTEXT_BYTES = 4;
    private static final HexFormat HEX = HexFormat.of();

    private AnswerText() {}

    static String of(Answer answer) {
        if (answer instanceof Answer.Bytes bytes) {
            return ofBytes(bytes.bytes());
        }
        if (answer instanceof Answer.Within within) {
            return within.low() + " to " + within.high();
        }
        if (answer instanceof Answer.Refused refused) {
            return Errno.name(refused.errno());
        }
        return answer instanceof Answer.Unknown unknown ? "unknown (" + unknown.why() + ")" : "done";
    }

    /** A number for up to eight bytes, otherwise how many there are. */
    static String ofBytes(Payload bytes) {
        int length = bytes.length();
        return length > 0 && length <= SHORT_BYTES_MAX
                ? "0x" + HEX.toHexDigits(bytes.littleEndian(), 2 * length)
                : length + (length == 1 ? " byte" : " bytes");
    }

    /** The bytes around the first one that differs, with its offset; both have the same length. */
    static String around(Payload bytes, int offset) {
        if (bytes.length() <= SHORT_BYTES_MAX) {
            return ofBytes(bytes);
        }
        int to = Math.min(bytes.length(), offset + CONTEXT_BYTES);
        StringBuilder text = new StringBuilder();
        for (int i = offset; i < to; i++) {
            text.append(HEX.toHexDigits(bytes.byteAt(i)));
        }
        return "byte " + offset + ": " + text + (to < bytes.length() ? "..." : "");
    }

    /** The index of the first byte that differs, or the length of the shorter one. */
    static int firstDifference(Payload a, Payload b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            if (a.byteAt(i) != b.byteAt(i)) {
                return i;
            }
        }
        return length;
    }
}
