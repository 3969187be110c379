package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes accesses of the lines about QEMU's own devices, which give absolute addresses: the base addresses that were read from
 * or written to a device's config space tell the device, the BAR and the offset. One thread.
 *
 * <p>ours: only for a log without any VFIO device; beside one, the same access would be told twice. Where no BAR is known, the
 * region of QEMU is the device and the address the offset.
 */
final class EmulatedRegions {

    private static final int FIRST_BAR = 0x10;
    private static final int LAST_BAR = 0x24;
    private static final int BARS_MAX = 1024;
    private static final long BAR_BYTES_MAX = 1 << 28;
    private static final long MEMORY_MASK = ~0xfL;
    private static final long SIZING = 0xffff_f000L;

    private final Output out;
    private final LoggedDevices devices;
    private final TreeMap<Long, Bar> bars = new TreeMap<>();

    EmulatedRegions(Output out, LoggedDevices devices) {
        this.out = out;
        this.devices = devices;
    }

    private record Bar(String device, int index) {}

    /** {@code pci_cfg_read} or {@code pci_cfg_write}. */
    void configAccess(String name, String function, long register, long value) {
        long base = value & MEMORY_MASK;
        boolean isBar = register >= FIRST_BAR && register <= LAST_BAR && base != 0 && base < SIZING;
        if (isBar && (bars.size() < BARS_MAX || bars.containsKey(base))) {
            bars.put(base, new Bar(name + " " + function, (int) (register - FIRST_BAR) / Integer.BYTES));
        }
    }

    /** {@code memory_region_ops_read} or {@code memory_region_ops_write}. */
    void access(boolean isRead, TraceArgs args) {
        long address = args.number(2);
        int size = (int) Math.max(0, Math.min(args.number(4), Integer.MAX_VALUE));
        Map.Entry<Long, Bar> bar = bars.floorEntry(address);
        boolean inBar = bar != null && address - bar.getKey() < BAR_BYTES_MAX;
        String region = args.count() > 5 ? args.text(5) : "region";
        LoggedDevice device = devices.of(inBar ? bar.getValue().device : region);
        int index = inBar ? bar.getValue().index : 0;
        long offset = inBar ? address - bar.getKey() : address;
        Payload data = Payload.ofLittleEndian(args.number(3), Math.min(size, Long.BYTES));
        if (isRead) {
            out.sink().mmioRead(out.stamp(device.index), index, offset, size, EventSink.CPU, data);
        } else {
            out.sink().mmioWritten(out.stamp(device.index), index, offset, size, EventSink.CPU, data);
        }
    }
}
