package io.vfioreplay.engine.index;

import io.vfioreplay.engine.capture.bytes.Zstandard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
        ByteArrayOutputStream packed = new ByteArrayOutputStream(Integer.BYTES + state.length / 2);
        putLength(packed, state.length);
        try (OutputStream target = Zstandard.writing(packed)) {
            target.write(state);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        if (packed.size() < Integer.BYTES + state.length) {
            return packed.toByteArray();
        }
        packed.reset();
        putLength(packed, state.length | AS_IT_IS);
        packed.writeBytes(state);
        return packed.toByteArray();
    }

    private static void putLength(OutputStream target, int length) {
        try {
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                target.write(length >>> shift);
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
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
