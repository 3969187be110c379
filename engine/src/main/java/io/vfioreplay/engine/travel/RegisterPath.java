package io.vfioreplay.engine.travel;

import io.vfioreplay.hardware.device.Regions;
import io.vfioreplay.hardware.device.Registers;
import io.vfioreplay.hardware.event.EventKind;
import java.util.List;
import java.util.Optional;

/**
 * An offset of a region of a device, as an event and as a path of the state tree know it.
 *
 * @param device index of the device
 * @param region region index, as {@link Registers} has it
 * @param offset bytes from the region's start
 */
record RegisterPath(int device, int region, long offset) {

    /** The leaves of one offset. */
    static final List<String> READ_LEAVES = List.of("/read", "/reads");

    /** The same for what was written. */
    static final List<String> WRITTEN_LEAVES = List.of("/written", "/writes");

    /** Paths of registers, whatever the device, the region and the offset. */
    static final List<Glob> PATHS = List.of(
            new Glob("device*/*/0x*/read"),
            new Glob("device*/*/0x*/reads"),
            new Glob("device*/*/0x*/written"),
            new Glob("device*/*/0x*/writes"));

    private static final int REGIONS_NAMED = 8;

    /** What an event accesses, or empty for one that accesses no register. */
    static Optional<RegisterPath> of(int device, EventKind kind, long[] values) {
        return switch (kind) {
            case MMIO_READ, MMIO_WRITTEN -> Optional.of(new RegisterPath(device, (int) values[0], values[1]));
            case CONFIG_READ, CONFIG_WRITTEN -> Optional.of(new RegisterPath(device, Regions.CONFIG, values[0]));
            case MIGRATION_REGISTER_READ, MIGRATION_REGISTER_WRITTEN ->
                Optional.of(new RegisterPath(device, Registers.MIGRATION_REGION, (int) values[0]));
            default -> Optional.empty();
        };
    }

    /** Whether an access of this kind writes. */
    static boolean isWrite(EventKind kind) {
        return kind == EventKind.MMIO_WRITTEN
                || kind == EventKind.CONFIG_WRITTEN
                || kind == EventKind.MIGRATION_REGISTER_WRITTEN;
    }

    /** Whether a segment of a path is the name of a region. */
    static boolean isRegion(String segment) {
        return region(segment).isPresent();
    }

    /** The register that a path without wildcards is a leaf of, or empty. */
    static Optional<RegisterPath> parse(String path) {
        String[] segments = path.split("/", -1);
        if (segments.length != 4
                || !segments[0].matches("device[0-9]{1,9}")
                || !segments[2].matches("0x[0-9a-f]{1,16}")) {
            return Optional.empty();
        }
        int device = Integer.parseInt(segments[0].substring("device".length()));
        long offset = Long.parseUnsignedLong(segments[2].substring(2), 16);
        return region(segments[1]).map(region -> new RegisterPath(device, region, offset));
    }

    /** Without the leaf: {@code device0/bar0/0x10}. */
    String prefix() {
        return "device" + device + "/" + Regions.name(region) + "/0x" + Long.toHexString(offset);
    }

    private static Optional<Integer> region(String name) {
        for (int region = Registers.MIGRATION_REGION; region <= REGIONS_NAMED; region++) {
            if (Regions.name(region).equals(name)) {
                return Optional.of(region);
            }
        }
        return name.matches("region[0-9]{1,10}") && Long.parseLong(name.substring("region".length())) <= 0xffff_ffffL
                ? Optional.of(Integer.parseUnsignedInt(name.substring("region".length())))
                : Optional.empty();
    }
}
