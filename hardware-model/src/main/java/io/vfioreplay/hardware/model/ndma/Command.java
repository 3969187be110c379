package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.EventSink;
import java.nio.ByteBuffer;

/**
 * Moves bytes between the internal memory and the guest's memory or another device.
 *
 * @param direction WRITE takes bytes from the internal memory, READ puts them there
 * @param target RAM or the index of a peer device
 * @param address IOVA
 * @param length bytes
 * @param offset where in the internal memory
 */
record Command(DmaDirection direction, int target, long address, int length, int offset) {

    static final int BYTES = 24;
    static final int LENGTH_MAX = InternalMemory.PAGE_SIZE;

    private static final int READS = 0;
    private static final int WRITES = 1;

    /** Whether the device carries it out. */
    boolean isValid() {
        return target >= EventSink.RAM
                && length > 0
                && length <= LENGTH_MAX
                && offset >= 0
                && offset <= InternalMemory.SIZE - length;
    }

    void writeTo(ByteBuffer out) {
        out.putInt(direction == DmaDirection.READ ? READS : WRITES).putInt(target);
        out.putLong(address).putInt(length).putInt(offset);
    }

    /** Takes {@value #BYTES} bytes; the result is to be asked whether it {@link #isValid()}. */
    static Command readFrom(ByteBuffer in) {
        DmaDirection direction = in.getInt() == READS ? DmaDirection.READ : DmaDirection.WRITE;
        return new Command(direction, in.getInt(), in.getLong(), in.getInt(), in.getInt());
    }
}
