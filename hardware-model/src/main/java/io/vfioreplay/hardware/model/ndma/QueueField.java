package io.vfioreplay.hardware.model.ndma;

/** The registers of one queue, at multiples of four in this order; {@link NdmaDevice} says what they mean. */
enum QueueField {
    ADDRESS_LOW,
    ADDRESS_HIGH,
    LENGTH,
    MEMORY_OFFSET,
    TARGET,
    DOORBELL,
    COMPLETED,
    FAILED;

    private static final QueueField[] ALL = values();

    /** How many there are. */
    static final int COUNT = ALL.length;

    /** The register with this index, from 0 to {@link #COUNT} - 1. */
    static QueueField of(int index) {
        return ALL[index];
    }
}
