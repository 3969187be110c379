package io.vfioreplay.hardware.model.queue;

import java.util.Optional;

/** The registers of BAR0, at multiples of four from 0 on in this order; {@link QueueDevice} says what they mean. */
enum QueueRegister {
    ID,
    CONTROL,
    STATUS,
    RING_BASE_LOW,
    RING_BASE_HIGH,
    RING_SIZE,
    HEAD,
    TAIL,
    INTERRUPT_STATUS,
    INTERRUPT_MASK,
    DROPPED,
    COMPLETED;

    /** Bytes of every register, and of the only access that it takes. */
    static final int WIDTH = 4;

    private static final QueueRegister[] ALL = values();

    /** The register at this offset, or empty where BAR0 is reserved. */
    static Optional<QueueRegister> at(long offset) {
        long index = offset / WIDTH;
        return index < ALL.length ? Optional.of(ALL[(int) index]) : Optional.empty();
    }

    /** Bytes from the start of BAR0. */
    int offset() {
        return ordinal() * WIDTH;
    }

    /** Whether its value depends on descriptors that were carried out. */
    boolean dependsOnDescriptors() {
        return switch (this) {
            case STATUS, HEAD, INTERRUPT_STATUS, DROPPED, COMPLETED -> true;
            case ID, CONTROL, RING_BASE_LOW, RING_BASE_HIGH, RING_SIZE, TAIL, INTERRUPT_MASK -> false;
        };
    }
}
