package io.vfioreplay.engine.wire;

import java.util.Arrays;

/**
 * What turns foretold bytes into those that were there:
 *
 * <pre>
 *  difference = length { skipped changed byte* } 0 0      numbers as {@link WireBytes#varint}
 * </pre>
 *
 * <p>{@code length} is that of the bytes that were there; what they are longer by counts as changed.
 */
final class Difference {

    /** A shorter run of equal bytes costs less as a part of the change around it. */
    private static final int EQUAL_MIN = 4;

    private Difference() {}

    /** Whether there is none. */
    static boolean isNone(WireBytes foretold, WireBytes found) {
        return Arrays.equals(foretold.array(), 0, foretold.length(), found.array(), 0, found.length());
    }

    static void put(WireBytes foretold, WireBytes found, WireBytes out) {
        out.varint(found.length());
        int done = 0;
        int at = nextChanged(foretold, found, 0);
        while (at < found.length()) {
            int end = endOfChange(foretold, found, at);
            out.varint(at - done).varint(end - at).put(found.array(), at, end - at);
            done = end;
            at = nextChanged(foretold, found, end);
        }
        out.varint(0).varint(0);
    }

    private static int nextChanged(WireBytes foretold, WireBytes found, int from) {
        int common = Math.min(foretold.length(), found.length());
        if (from >= common) {
            return from; // The end, or what the foretold bytes are too short for.
        }
        int mismatch = Arrays.mismatch(foretold.array(), from, common, found.array(), from, common);
        return mismatch < 0 ? common : from + mismatch;
    }

    private static int endOfChange(WireBytes foretold, WireBytes found, int from) {
        int common = Math.min(foretold.length(), found.length());
        int equal = 0;
        for (int at = from; at < common; at++) {
            equal = foretold.array()[at] == found.array()[at] ? equal + 1 : 0;
            if (equal == EQUAL_MIN) {
                return at + 1 - EQUAL_MIN;
            }
        }
        return found.length() > common ? found.length() : common - equal;
    }

    /** Applies the difference that comes next in the log, in place. */
    static void apply(WireLogCursor log, WireBytes bytes) {
        byte[] foretold = bytes.toByteArray();
        int length = log.count();
        bytes.clear();
        int skipped = log.count();
        int changed = log.count();
        while (skipped != 0 || changed != 0) {
            copy(foretold, bytes, skipped);
            log.copy(changed, bytes);
            skipped = log.count();
            changed = log.count();
        }
        copy(foretold, bytes, length - bytes.length());
    }

    private static void copy(byte[] foretold, WireBytes bytes, int count) {
        if (count == 0) {
            return;
        }
        if (count < 0 || count > foretold.length - bytes.length()) {
            throw new MalformedWireLogException(
                    "a difference of %d bytes at byte %d of %d".formatted(count, bytes.length(), foretold.length));
        }
        bytes.put(foretold, bytes.length(), count);
    }
}
