package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pieces in which a stream is moved. */
final class Pieces {

    private Pieces() {}

    /** All bytes of the pieces. */
    static Payload joined(List<Payload> pieces) {
        byte[] all = new byte[pieces.stream().mapToInt(Payload::length).sum()];
        int at = 0;
        for (Payload piece : pieces) {
            piece.copyTo(0, all, at, piece.length());
            at += piece.length();
        }
        return Payload.of(all);
    }

    /** Pieces of this size; the last one may be shorter. */
    static List<Payload> cut(Payload stream, int size) {
        byte[] bytes = stream.toByteArray();
        List<Payload> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            pieces.add(Payload.of(bytes, at, Math.min(size, bytes.length - at)));
        }
        return pieces;
    }

    /** The same bytes in so many pieces at least. */
    static List<Payload> atLeast(List<Payload> pieces, int count) {
        if (pieces.size() >= count) {
            return pieces;
        }
        Payload stream = joined(pieces);
        return cut(stream, Math.max(1, stream.length() / count));
    }

    /** Whether both are the same bytes, however they are cut. */
    static boolean isSame(List<Payload> a, List<Payload> b) {
        return Arrays.equals(joined(a).toByteArray(), joined(b).toByteArray());
    }
}
