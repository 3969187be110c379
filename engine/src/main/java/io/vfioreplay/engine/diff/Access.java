package io.vfioreplay.engine.diff;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;

/**
 * One touch of a register, with as much of it as two witnesses may be expected to agree about.
 *
 * @param position of its event
 * @param window the device and region it is in
 * @param write its direction
 * @param offset bytes from the start of the region
 * @param width bytes
 * @param value the bytes as a little-endian number; of more than eight bytes a hash
 * @param isValueSeen whether the witness saw the value
 */
record Access(long position, Window window, boolean write, long offset, int width, long value, boolean isValueSeen) {

    private static final long HASH_PRIME = 0x100000001b3L; // FNV-1a, 64 bits.
    private static final long HASH_START = 0xcbf29ce484222325L;
    private static final int OFFSET = 1;
    private static final int LENGTH = 2;

    /** Where a witness places an access: the numbers of a device and of one of its regions. */
    record Window(int device, int region) {}

    /** Whether events of this kind are accesses. */
    static boolean isAccess(EventKind kind) {
        return kind == EventKind.MMIO_READ || kind == EventKind.MMIO_WRITTEN;
    }

    /** The access that an event of such a kind tells. */
    static Access of(Envelope envelope, EventKind kind, long[] values, Payload data) {
        return new Access(
                envelope.position(),
                new Window(envelope.device(), (int) values[0]),
                kind == EventKind.MMIO_WRITTEN,
                values[OFFSET],
                (int) values[LENGTH],
                data.length() > Long.BYTES ? hash(data) : data.littleEndian(),
                data.length() > 0);
    }

    private static long hash(Payload data) {
        long hash = HASH_START;
        for (int i = 0; i < data.length(); i++) {
            hash = (hash ^ (data.byteAt(i) & 0xff)) * HASH_PRIME;
        }
        return hash;
    }

    /** The same access as the other witness would tell it. */
    Access in(Window other, long base) {
        return new Access(position, other, write, offset + base, width, value, isValueSeen);
    }

    /** Whether both are of the same direction, place and width. */
    boolean hasShapeOf(Access other) {
        return offset == other.offset && width == other.width && write == other.write && window.equals(other.window);
    }

    /** Whether nothing that both witnesses saw differs. */
    boolean agreesWith(Access other) {
        return hasShapeOf(other) && hasValueOf(other);
    }

    /** Whether the values are the same, or one was not seen. */
    boolean hasValueOf(Access other) {
        return value == other.value || !isValueSeen || !other.isValueSeen;
    }
}
