package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Memory or registers of which some bytes are unknown: they were written before the recording began, or by something that it
 * does not show.
 *
 * <p>Every method with a range throws {@link IndexOutOfBoundsException} when that does not lie within. One thread at a time.
 */
public final class PartialBytes {

    private static final int WORD_BYTES = 4;
    private static final Answer UNKNOWN = new Answer.Unknown("what is there was never seen");

    private final byte[] bytes;
    private final BitSet unknown;

    /** So many zeros, or so many bytes of which none is known. */
    public PartialBytes(int size, boolean isKnown) {
        this(new byte[size], new BitSet());
        if (!isKnown) {
            unknown.set(0, size);
        }
    }

    private PartialBytes(byte[] bytes, BitSet unknown) {
        this.bytes = bytes;
        this.unknown = unknown;
    }

    /** How many bytes there are, known and unknown. */
    public int size() {
        return bytes.length;
    }

    /** The bytes of a range, or {@link Answer.Unknown} when one of them is. */
    public Answer read(int from, int count) {
        return isKnown(from, count) ? Answer.of(Arrays.copyOfRange(bytes, from, from + count)) : UNKNOWN;
    }

    /** Whether all bytes of a range are known. */
    public boolean isKnown(int from, int count) {
        Objects.checkFromIndexSize(from, count, bytes.length);
        int next = unknown.nextSetBit(from);
        return next < 0 || next >= from + count;
    }

    /** Puts the first {@code count} bytes of a payload at {@code from}; they are known from then on. */
    public void write(int from, Payload data, int count) {
        data.copyTo(0, bytes, from, count);
        unknown.clear(from, from + count);
    }

    /** Makes a range unknown. */
    public void forget(int from, int count) {
        Arrays.fill(bytes, from, from + count, (byte) 0);
        unknown.set(from, from + count);
    }

    /** A range, up to eight bytes, as an unsigned little-endian number; unknown bytes count as 0. */
    public long number(int from, int count) {
        return Payload.of(bytes, from, count).littleEndian();
    }

    /** A copy of a range, with 0 for each unknown byte. */
    public byte[] copy(int from, int count) {
        Objects.checkFromIndexSize(from, count, bytes.length);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    /** Adds a leaf for every four bytes that are not all 0: their offset, and the little-endian number that they are. */
    public void describe(StateTree.Builder tree, String prefix) {
        for (int from = 0; from < bytes.length; from += WORD_BYTES) {
            int count = Math.min(WORD_BYTES, bytes.length - from);
            String path = prefix + "0x" + Integer.toHexString(from);
            if (!isKnown(from, count)) {
                tree.put(path, "unknown");
            } else if (number(from, count) != 0) {
                tree.put(path, "0x" + HexFormat.of().toHexDigits(number(from, count), 2 * WORD_BYTES));
            }
        }
    }

    /** Puts everything into a snapshot. */
    public void writeTo(SnapshotWriter snapshot) {
        snapshot.putBytes(bytes).putBytes(unknown.toByteArray());
    }

    /**
     * The bytes of a snapshot.
     *
     * @throws IllegalArgumentException when that has not {@code size} of them there
     */
    public static PartialBytes readFrom(SnapshotReader snapshot, int size) {
        byte[] bytes = snapshot.bytesOfLength(size);
        BitSet unknown = BitSet.valueOf(snapshot.bytes((size + Byte.SIZE - 1) / Byte.SIZE));
        if (unknown.length() > size) {
            throw new IllegalArgumentException("damaged snapshot: unknown bytes behind the end of all");
        }
        return new PartialBytes(bytes, unknown);
    }
}
