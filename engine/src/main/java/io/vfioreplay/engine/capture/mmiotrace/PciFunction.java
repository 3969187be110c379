package io.vfioreplay.engine.capture.mmiotrace;

import java.util.List;
import java.util.Locale;

/**
 * A PCI function as a {@code PCIDEV} line tells it. The line has no PCI domain, so the name has none either.
 *
 * <p>Source: Linux {@code kernel/trace/trace_mmiotrace.c}, {@code mmio_print_pcidev}; the regions are those of VFIO: 0 to 5
 * the BARs, 6 the ROM.
 *
 * @param address bus number and devfn, one byte each
 * @param id vendor and device, 16 bits each
 * @param starts where each region begins, its low bits being flags
 * @param lengths bytes of each region, 0 where there is none
 * @param driver the driver that was bound, empty for none
 */
record PciFunction(int address, long id, List<Long> starts, List<Long> lengths, String driver) {

    /** BARs and ROM. */
    static final int REGIONS = 7;

    /** The region of the ROM, which has no flag for I/O ports. */
    static final int ROM = 6;

    private static final long IO_PORTS = 1;
    private static final long FLAGS = 0xf;

    /** Keeps copies. */
    PciFunction {
        starts = List.copyOf(starts);
        lengths = List.copyOf(lengths);
    }

    /** How the device is called: {@code 00:04.0 8086:100e e1000}. */
    String name() {
        String name = String.format(
                Locale.ROOT,
                "%02x:%02x.%d %04x:%04x %s",
                address >> 8,
                (address & 0xff) >> 3,
                address & 7,
                id >>> 16,
                id & 0xffff,
                driver);
        return name.strip();
    }

    /** Whether the region exists and lies in memory. */
    boolean isMemory(int region) {
        boolean ports = region != ROM && (starts.get(region) & IO_PORTS) != 0;
        return lengths.get(region) != 0 && !ports && base(region) != 0;
    }

    /** The physical address at which a region in memory begins. */
    long base(int region) {
        return starts.get(region) & ~FLAGS;
    }
}
