package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.memory.Allowance;

/**
 * What all devices of a host may keep together, so that hostile input costs a bounded amount of memory.
 *
 * @param registers places in regions, 64 to 192 bytes each
 * @param mappings windows, about 150 bytes each
 * @param dirtyWords groups of 64 neighbouring pages, 16 to 64 bytes each
 */
record Limits(Allowance registers, Allowance mappings, Allowance dirtyWords) {

    static final int DEVICES_MAX = 4096;
    private static final int REGISTERS_MAX = 1 << 19;
    private static final int MAPPINGS_MAX = 1 << 17;
    private static final int DIRTY_WORDS_MAX = 1 << 18;

    static Limits ofOneHost() {
        return new Limits(new Allowance(REGISTERS_MAX), new Allowance(MAPPINGS_MAX), new Allowance(DIRTY_WORDS_MAX));
    }
}
