package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import java.util.Arrays;

/**
 * The bytes of a migration stream that are put in and not taken out yet: first in, first out, never more than a bound.
 *
 * <p>Memory is twice the most bytes that were in it at a time, at most the bound. One thread at a time.
 */
public final class StreamBuffer {

    private static final int CAPACITY_MIN = 64;

    private final int sizeBytesMax;
    private byte[] bytes = new byte[0];
    private int start;
    private int end;

    /**
     * An empty buffer.
     *
     * @param sizeBytesMax the most bytes it ever holds
     * @throws IllegalArgumentException when that is negative
     */
    public StreamBuffer(int sizeBytesMax) {
        if (sizeBytesMax < 0) {
            throw new IllegalArgumentException("a buffer of " + sizeBytesMax + " bytes");
        }
        this.sizeBytesMax = sizeBytesMax;
    }

    /** Adds bytes behind the others; false, with nothing taken, when they are more than there is room for. */
    public boolean append(Payload data) {
        int count = data.length();
        if (count > sizeBytesMax - remaining()) {
            return false;
        }
        makeRoomFor(count);
        data.copyTo(0, bytes, end, count);
        end += count;
        return true;
    }

    /** Adds bytes behind the others; false, with nothing taken, when they are more than there is room for. */
    public boolean append(byte[] data) {
        return append(Payload.of(data));
    }

    private void makeRoomFor(int count) {
        if (count <= bytes.length - end) {
            return;
        }
        int held = remaining();
        int needed = held + count;
        byte[] target = bytes;
        if (needed > bytes.length) {
            target = new byte[(int) Math.min(sizeBytesMax, Math.max(CAPACITY_MIN, 2L * needed))];
        }
        System.arraycopy(bytes, start, target, 0, held);
        bytes = target;
        start = 0;
        end = held;
    }

    /** Takes out the first bytes, {@code requested} or as many as there are; none when that is negative. */
    public Payload read(long requested) {
        int count = (int) Math.max(0, Math.min(requested, remaining()));
        byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
        start += count;
        return Payload.of(taken);
    }

    /** Forgets all bytes. */
    public void drop() {
        start = 0;
        end = 0;
        bytes = new byte[0];
    }

    /** How many bytes are in it. */
    public int remaining() {
        return end - start;
    }

    /** A copy of the bytes that are in it, which stay there. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** Puts the bytes into a snapshot. */
    public void writeTo(SnapshotWriter snapshot) {
        snapshot.putBytes(toByteArray());
    }

    /**
     * Replaces the bytes by those of a snapshot.
     *
     * @throws IllegalArgumentException when that has none there, or more than there is room for
     */
    public void readFrom(SnapshotReader snapshot) {
        byte[] taken = snapshot.bytes(sizeBytesMax);
        bytes = taken;
        start = 0;
        end = taken.length;
    }
}
