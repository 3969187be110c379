package io.vfioreplay.engine.index;

import io.vfioreplay.hardware.event.EventKind;

/** Something that an event does, and that the index can find again without reading what lies between. Immutable. */
public sealed interface Term {

    /**
     * An event of this kind.
     *
     * @param device index of the device, or -1 for the host
     * @param kind the kind, however the event ended
     */
    record Happened(int device, EventKind kind) implements Term {}

    /**
     * An access that succeeded.
     *
     * @param device index of the device
     * @param region region index, as {@link io.vfioreplay.hardware.device.Registers} has it
     * @param offset bytes from the region's start
     * @param access which sort of access, and whether only one that changed what was last seen counts
     */
    record Register(int device, int region, long offset, Access access) implements Term {}

    /** Sorts of accesses to a register. */
    enum Access {
        /** It was read. */
        READ,
        /** It was written. */
        WRITTEN,
        /** It was read, and gave another value than the last time, or its first. */
        READ_CHANGED,
        /** It was written, and with another value than the last time, or its first. */
        WRITTEN_CHANGED
    }

    /**
     * A DMA, a mapping or an unmapping whose range touches this piece of memory.
     *
     * @param device index of the device
     * @param granule address divided by {@value #GRANULE_BYTES}; {@link #EVERYWHERE} for a range of very many
     */
    record Memory(int device, long granule) implements Term {

        /** Bytes of one piece: 1 MiB. */
        public static final long GRANULE_BYTES = 1 << 20;

        /** Stands for ranges that are too long to be noted piece by piece. */
        public static final long EVERYWHERE = -1;
    }
}
