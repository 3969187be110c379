package io.vfioreplay.engine.capture.mmiotrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which device and region a physical address belongs to: the BARs that {@code PCIDEV} lines told, and the mappings that lie in
 * none of them. Bounded: {@value #MAPPINGS_MAX} mappings and {@value #DEVICES_MAX} devices. One thread.
 */
final class AddressMap {

    /** More devices than this are not told apart. */
    static final int DEVICES_MAX = 4096;

    private static final int MAPPINGS_MAX = 1 << 16;
    private static final long PAGE_BYTES = 4096;
    private static final long READABLE = 1;
    private static final long WRITABLE = 2;

    private final TreeMap<Long, Window> bars = new TreeMap<>(Long::compareUnsigned);
    private final Map<Integer, Announced> functions = new HashMap<>();
    private final Map<Long, Device> others = new HashMap<>();
    private final Map<Long, Window> mappings = new HashMap<>();
    private @Nullable Window last;

    /** One region of a device as VFIO would describe it. */
    record Region(int index, long flags, long sizeBytes) {}

    /** A device; it has a number from its first use on. */
    static final class Device {
        private static final int UNUSED = -1;

        final String name;
        final List<Region> regions = new ArrayList<>();
        int number = UNUSED;

        Device(String name) {
            this.name = name;
        }

        boolean isUsed() {
            return number != UNUSED;
        }
    }

    private record Announced(PciFunction function, Device device) {}

    /** A piece of the physical address space. */
    record Window(Device device, int region, long base, long lengthBytes) {
        boolean contains(long address) {
            return Long.compareUnsigned(address - base, lengthBytes) < 0;
        }
    }

    /** The machine has this function; a later line that says something else of it counts for what follows. */
    void add(PciFunction function) {
        Announced before = functions.get(function.address());
        boolean news = before == null ? functions.size() < DEVICES_MAX : !before.function.equals(function);
        if (!news) {
            return;
        }
        if (before != null) {
            bars.values().removeIf(window -> window.device() == before.device);
        }
        Device device = new Device(function.name());
        functions.put(function.address(), new Announced(function, device));
        for (int i = 0; i < PciFunction.REGIONS; i++) {
            region(function, i, device);
        }
        last = null;
    }

    private void region(PciFunction function, int index, Device device) {
        long length = function.lengths().get(index);
        if (length != 0) {
            device.regions.add(new Region(index, index == PciFunction.ROM ? READABLE : READABLE | WRITABLE, length));
        }
        if (function.isMemory(index)) {
            bars.put(function.base(index), new Window(device, index, function.base(index), length));
        }
    }

    /** A mapping began; returns the window that it lies in, or null where there are too many devices. */
    @Nullable
    Window map(long mapping, long address, long lengthBytes) {
        Window bar = bar(address);
        Window window = bar == null ? other(address, lengthBytes) : bar;
        if (window != null && mappings.size() < MAPPINGS_MAX) {
            mappings.put(mapping, window);
        }
        last = null;
        return window;
    }

    /** A mapping ended. */
    void unmap(long mapping) {
        mappings.remove(mapping);
        last = null;
    }

    /**
     * The window of an access. An access through a mapping that was never told, outside all BARs, has the window of its page.
     * Null where there are too many devices.
     */
    @Nullable
    Window find(long mapping, long address) {
        if (last == null || !last.contains(address)) {
            last = search(mapping, address);
        }
        return last;
    }

    private @Nullable Window search(long mapping, long address) {
        Window mapped = mappings.get(mapping);
        if (mapped != null && mapped.contains(address)) {
            return mapped;
        }
        Window bar = bar(address);
        return bar == null ? other(address & -PAGE_BYTES, PAGE_BYTES) : bar;
    }

    private @Nullable Window bar(long address) {
        Map.Entry<Long, Window> below = bars.floorEntry(address);
        return below != null && below.getValue().contains(address) ? below.getValue() : null;
    }

    private @Nullable Window other(long base, long lengthBytes) {
        Device known = others.get(base);
        if (known == null && others.size() >= DEVICES_MAX) {
            return null;
        }
        if (known == null) {
            known = new Device("mapping 0x" + Long.toHexString(base));
            known.regions.add(new Region(0, READABLE | WRITABLE, lengthBytes));
            others.put(base, known);
        }
        return new Window(known, 0, base, lengthBytes);
    }
}
