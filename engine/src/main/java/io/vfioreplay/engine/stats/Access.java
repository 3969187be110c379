package io.vfioreplay.engine.stats;

import io.vfioreplay.hardware.device.Regions;
import io.vfioreplay.hardware.device.Registers;
import io.vfioreplay.hardware.event.EventKind;

/** The register that an event accesses, if it does: one view for all events. Valid until the next event. */
final class Access {

    private boolean isRegister;
    private boolean isWrite;
    private int region;
    private long offset;

    void look(EventKind kind, long[] values) {
        switch (kind) {
            case MMIO_READ -> set((int) values[0], values[1], false);
            case MMIO_WRITTEN -> set((int) values[0], values[1], true);
            case CONFIG_READ -> set(Regions.CONFIG, values[0], false);
            case CONFIG_WRITTEN -> set(Regions.CONFIG, values[0], true);
            case MIGRATION_REGISTER_READ -> set(Registers.MIGRATION_REGION, values[0], false);
            case MIGRATION_REGISTER_WRITTEN -> set(Registers.MIGRATION_REGION, values[0], true);
            default -> isRegister = false;
        }
    }

    private void set(int newRegion, long newOffset, boolean newIsWrite) {
        isRegister = true;
        region = newRegion;
        offset = newOffset;
        isWrite = newIsWrite;
    }

    boolean isRegister() {
        return isRegister;
    }

    boolean isWrite() {
        return isWrite;
    }

    int region() {
        return region;
    }

    long offset() {
        return offset;
    }
}
