package io.vfioreplay.engine.index;

import io.vfioreplay.engine.capture.bytes.Zstandard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A snapshot as a frame: u32 its length, then one Zstandard frame, or where that saves nothing, its bytes as they are and a
 * length with bit 31 set.
 */
final class SnapshotFrame {

    /** No state is larger; see the limits of one host. */
    private static final int STATE_BYTES_MAX = 1 << 28;

    private static final int AS_IT_IS = 1 << 31;

    private SnapshotFrame() {}

    /** The frame of a state. */
    static byte[] of(byte[] state) {
        byte[] packed = Zstandard.compressed(state);
        boolean saves = packed.length < state.length;
        byte[] bytes = saves ? packed : state;
        byte[] frame = new byte[Integer.BYTES + bytes.length];
        int length = saves ? state.length : state.length | AS_IT_IS;
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[i] = (byte) (length >>> (Byte.SIZE * i));
        }
        System.arraycopy(bytes, 0, frame, Integer.BYTES, bytes.length);
        return frame;
    }

    /** The state of a frame, or empty when it is none. */
    static Optional<byte[]> stateOf(byte[] frame) {
        if (frame.length < Integer.BYTES) {
            return Optional.empty();
        }
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length |= Byte.toUnsignedInt(frame[i]) << (Byte.SIZE * i);
        }
        if (length < 0) {
            byte[] state = Arrays.copyOfRange(frame, Integer.BYTES, frame.length);
            return (length & ~AS_IT_IS) == state.length ? Optional.of(state) : Optional.empty();
        }
        return length > STATE_BYTES_MAX ? Optional.empty() : unpacked(frame, length);
    }

    /** Grows with what is really there, so that a few bytes that claim to be very many cost nothing. */
    private static Optional<byte[]> unpacked(byte[] frame, int length) {
        ByteArrayInputStream packed = new ByteArrayInputStream(frame, Integer.BYTES, frame.length - Integer.BYTES);
        try (Zstandard source = Zstandard.reading(packed)) {
            byte[] state = source.readNBytes(length);
            boolean isAll = state.length == length && source.read() < 0;
            return isAll ? Optional.of(state) : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }
}
