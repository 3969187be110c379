package io.vfioreplay.engine.export;

import io.vfioreplay.hardware.event.EventKind;
import java.util.Locale;

/**
 * What a VCD variable shows: the values of the accesses of one width at one place, in one direction.
 *
 * @param device the index of the device
 * @param region PCI: 0 to 5 BARs, 6 ROM, 7 config space
 * @param offset bytes from the region's start
 * @param width bytes, 1 to 8
 * @param isWrite whether the values were written rather than read
 */
record Register(int device, int region, long offset, int width, boolean isWrite) implements Comparable<Register> {

    static final int WIDTH_MAX = 8;
    private static final int CONFIG_REGION = 7;

    /** Whether this kind of event is an access to a register. */
    static boolean isAccess(EventKind kind) {
        return kind == EventKind.MMIO_READ
                || kind == EventKind.MMIO_WRITTEN
                || kind == EventKind.CONFIG_READ
                || kind == EventKind.CONFIG_WRITTEN;
    }

    /** The register of an access whose data has this length. */
    static Register of(int device, EventKind kind, long[] values, int width) {
        boolean isConfig = kind == EventKind.CONFIG_READ || kind == EventKind.CONFIG_WRITTEN;
        boolean isWrite = kind == EventKind.MMIO_WRITTEN || kind == EventKind.CONFIG_WRITTEN;
        return isConfig
                ? new Register(device, CONFIG_REGION, values[0], width, isWrite)
                : new Register(device, (int) values[0], values[1], width, isWrite);
    }

    /** The region as the state tree names it. */
    String regionName() {
        if (region == CONFIG_REGION) {
            return "config";
        }
        return region >= 0 && region < 6 ? "bar" + region : "region" + Integer.toUnsignedString(region);
    }

    /** For example {@code x10_u32_read}: no sign of it means anything to the format. */
    String name() {
        return String.format(Locale.ROOT, "x%x_u%d_%s", offset, width * Byte.SIZE, isWrite ? "written" : "read");
    }

    @Override
    public int compareTo(Register other) {
        int order = Integer.compare(device, other.device);
        order = order != 0 ? order : Integer.compareUnsigned(region, other.region);
        order = order != 0 ? order : Long.compareUnsigned(offset, other.offset);
        order = order != 0 ? order : Integer.compare(width, other.width);
        return order != 0 ? order : Boolean.compare(isWrite, other.isWrite);
    }
}
