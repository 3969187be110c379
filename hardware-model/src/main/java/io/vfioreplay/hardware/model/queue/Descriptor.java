package io.vfioreplay.hardware.model.queue;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One piece of work, as it lies in the ring: address u64, length u32, flags u32, little-endian.
 *
 * @param address IOVA of the data
 * @param length bytes of the data
 * @param flags bit 0: the device writes (else it reads); bit 1: interrupt when done; the others are 0
 */
record Descriptor(long address, int length, int flags) {

    static final int BYTES = 16;
    static final int LENGTH_MAX = 1 << 20;
    static final int WRITES = 1;
    static final int INTERRUPTS = 2;

    static final Descriptor NONE = new Descriptor(0, 0, 0);

    /** From the {@value #BYTES} bytes of the ring. */
    static Descriptor of(Payload bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        return new Descriptor(in.getLong(), in.getInt(), in.getInt());
    }

    /** Whether the device carries it out; it drops all others. */
    boolean isValid() {
        return length > 0 && length <= LENGTH_MAX && (flags & ~(WRITES | INTERRUPTS)) == 0;
    }

    DmaDirection direction() {
        return (flags & WRITES) == 0 ? DmaDirection.READ : DmaDirection.WRITE;
    }

    boolean interrupts() {
        return (flags & INTERRUPTS) != 0;
    }
}
