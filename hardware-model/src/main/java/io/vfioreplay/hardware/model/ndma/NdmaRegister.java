package io.vfioreplay.hardware.model.ndma;

import java.util.Optional;

/** The registers of BAR0 that belong to no queue, at multiples of four in this order; {@link NdmaDevice} says what they mean. */
enum NdmaRegister {
    ID,
    CONTROL,
    STATUS,
    INTERRUPT_STATUS,
    INTERRUPT_MASK,
    QUEUES,
    MEMORY_SIZE;

    /** Bytes of every register, and of the only access that it takes. */
    static final int WIDTH = 4;

    private static final NdmaRegister[] ALL = values();

    /** The register at this offset, or empty where there is none. */
    static Optional<NdmaRegister> at(long offset) {
        long index = offset / WIDTH;
        return index < ALL.length ? Optional.of(ALL[(int) index]) : Optional.empty();
    }
}
