package io.vfioreplay.hardware.memory;

import io.vfioreplay.hardware.event.MappingKind;

/**
 * A window of I/O virtual addresses.
 *
 * @param iova start, unsigned
 * @param size bytes, unsigned
 * @param backing what is behind it
 * @param flags 1 readable, 2 writable
 * @param fileOffset offset in the backing file, 0 if none
 */
public record Mapping(long iova, long size, MappingKind backing, long flags, long fileOffset) {

    /** Whether the address lies within the window. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address - iova, size) < 0;
    }
}
