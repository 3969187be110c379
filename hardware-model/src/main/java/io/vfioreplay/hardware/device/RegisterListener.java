package io.vfioreplay.hardware.device;

/**
 * Is told of the accesses that a host's registers keep: what an index is made from. Called within the event's call, by the thread
 * that folds; calls take a few nanoseconds, so an implementation must not do much.
 */
public interface RegisterListener {

    /** Bit of an access: the place was written, not read. */
    int WRITE = 1;
    /**
     * Bit of an access: the text of {@link Registers.Access} differs from that of the last access of the same direction, or there
     * was none.
     */
    int CHANGE = 1 << 1;

    /** Listens to nothing. */
    RegisterListener NONE = new RegisterListener() {
        @Override
        public void registerSeen(int number, int device, int region, long offset) {}

        @Override
        public void registerAccessed(int number, int access) {}
    };

    /**
     * A place, that is a region, an offset and a length, is accessed for the first time, and has a number from now on.
     *
     * @param number 0 for a host's first place, 1 for the next
     * @param device index of the device
     * @param region region index, or {@link Registers#MIGRATION_REGION}
     * @param offset bytes from the region's start; several places of different lengths may share it
     */
    void registerSeen(int number, int device, int region, long offset);

    /**
     * A place was read or written with success. What it was comes as bits, since no processor can foretell whether a register
     * changes: the branches of two booleans took 8 ns an access.
     *
     * @param number the number of the place
     * @param access {@link #WRITE} and {@link #CHANGE}, or 0 for a read of what was read before
     */
    void registerAccessed(int number, int access);
}
