package io.vfioreplay.engine.capture.mmiotrace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one line of an mmiotrace says. Times are nanoseconds since boot, addresses physical.
 *
 * <p>Source: Linux {@code Documentation/trace/mmiotrace.rst}, "mmiotrace log format", and {@code kernel/trace/trace_mmiotrace.c};
 * the lines about lost events are those of {@code mmio_read} there and of {@code print_trace_line} in
 * {@code kernel/trace/trace.c}.
 */
sealed interface TraceLine {

    /** How many events are missing, where nobody counted. */
    long UNCOUNTED = -1;

    /** The kind of line, for the statistics of an import. */
    String kind();

    /** A register was read or written. */
    record Access(boolean write, int width, long timeNanos, long mapping, long address, long value)
            implements TraceLine {
        @Override
        public String kind() {
            return write ? "W" : "R";
        }
    }

    /** Device memory was mapped for a driver; from here on its accesses are seen. */
    record Mapped(long timeNanos, long mapping, long address, long length) implements TraceLine {
        @Override
        public String kind() {
            return "MAP";
        }
    }

    /** A mapping ended. */
    record Unmapped(long timeNanos, long mapping) implements TraceLine {
        @Override
        public String kind() {
            return "UNMAP";
        }
    }

    /** Somebody wrote into {@code trace_marker}. */
    record Mark(long timeNanos, String text) implements TraceLine {
        @Override
        public String kind() {
            return "MARK";
        }
    }

    /** An access by an instruction that the kernel could not decode. */
    record Undecoded(long timeNanos, long mapping, long address, String opcode) implements TraceLine {
        @Override
        public String kind() {
            return "UNKNOWN";
        }
    }

    /** A PCI function of the machine. */
    record Pci(PciFunction function) implements TraceLine {
        @Override
        public String kind() {
            return "PCIDEV";
        }
    }

    /** The version of the format. */
    record Version() implements TraceLine {
        @Override
        public String kind() {
            return "VERSION";
        }
    }

    /** The kernel's buffer ran over. */
    record Lost(long count) implements TraceLine {
        @Override
        public String kind() {
            return "lost events";
        }
    }

    /** Says nothing about a device: a header, a blank line, a line that a person added from lspci. */
    record Irrelevant(String kind) implements TraceLine {}

    /** Is none of these. */
    record Damaged(String why) implements TraceLine {
        @Override
        public String kind() {
            return "(damaged)";
        }
    }

    /** Reads the line that lies in {@code bytes} from {@code from} to {@code to}, without its line end. */
    static TraceLine parse(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] == '#') {
            return new Irrelevant(from == to ? "blank" : "header");
        }
        LineWords words = new LineWords(bytes, from, to);
        words.skip();
        int keyword = from;
        while (keyword < to && bytes[keyword] != ' ') {
            keyword++;
        }
        if (keyword - from == 1 && (bytes[from] == 'R' || bytes[from] == 'W')) {
            return access(words, bytes[from] == 'W');
        }
        return other(new String(bytes, from, keyword - from, StandardCharsets.ISO_8859_1), words);
    }

    private static TraceLine other(String keyword, LineWords words) {
        return switch (keyword) {
            case "MAP" -> mapped(words);
            case "UNMAP" -> unmapped(words);
            case "MARK" -> mark(words);
            case "UNKNOWN" -> undecoded(words);
            case "PCIDEV" -> pci(words);
            case "VERSION" -> version(words);
            case "LSPCI" -> new Irrelevant("LSPCI");
            default ->
                keyword.startsWith("CPU:")
                        ? lost(words)
                        : new Damaged("expected a line of an mmiotrace, found \"" + shortened(keyword) + "\"");
        };
    }

    private static TraceLine access(LineWords words, boolean write) {
        long width = words.decimal("a width in bytes");
        if (!words.failed() && (Long.bitCount(width) != 1 || width > Long.BYTES)) {
            words.reject("a width of 1, 2, 4 or 8 bytes");
        }
        long timeNanos = words.timeNanos();
        long mapping = words.decimal("the number of a mapping");
        long address = words.hex("a physical address");
        long value = words.hex("a value");
        if (width < Long.BYTES && !words.failed() && value >>> (width * Byte.SIZE) != 0) {
            words.reject("a value of " + width + " bytes");
        }
        tail(words);
        return words.failed()
                ? new Damaged(words.failure())
                : new Access(write, (int) width, timeNanos, mapping, address, value);
    }

    /** Program counter and process, which the kernel writes as 0. */
    private static void tail(LineWords words) {
        words.hex("a program counter");
        words.decimal("a process number");
        words.end();
    }

    private static TraceLine mapped(LineWords words) {
        long timeNanos = words.timeNanos();
        long mapping = words.decimal("the number of a mapping");
        long address = words.hex("a physical address");
        words.hex("a virtual address");
        long length = words.hex("a length");
        tail(words);
        return words.failed() ? new Damaged(words.failure()) : new Mapped(timeNanos, mapping, address, length);
    }

    private static TraceLine unmapped(LineWords words) {
        long timeNanos = words.timeNanos();
        long mapping = words.decimal("the number of a mapping");
        tail(words);
        return words.failed() ? new Damaged(words.failure()) : new Unmapped(timeNanos, mapping);
    }

    private static TraceLine mark(LineWords words) {
        long timeNanos = words.timeNanos();
        if (words.failed()) {
            return new Damaged(words.failure());
        }
        String text = words.rest();
        // The kernel reports its own losses as a mark at time 0.
        boolean loss = timeNanos == 0 && text.matches("Lost \\d{1,18} events\\.");
        return loss ? new Lost(Long.parseLong(text.split(" ", -1)[1])) : new Mark(timeNanos, text);
    }

    private static TraceLine undecoded(LineWords words) {
        long timeNanos = words.timeNanos();
        long mapping = words.decimal("the number of a mapping");
        long address = words.hex("a physical address");
        String[] rest = words.rest().split(" ", -1);
        if (!words.failed() && (rest.length != 3 || !rest[0].matches("[0-9a-f]{2}(,[0-9a-f]{2}){2}"))) {
            words.skip();
            words.reject("three bytes of an instruction, a program counter and a process number");
        }
        return words.failed() ? new Damaged(words.failure()) : new Undecoded(timeNanos, mapping, address, rest[0]);
    }

    private static TraceLine pci(LineWords words) {
        long address = words.hex("bus and device of a PCI function");
        if (address >>> 16 != 0) {
            words.reject("bus and device of a PCI function in four digits");
        }
        long id = words.hex("vendor and device");
        words.hex("an interrupt");
        List<Long> starts = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (int i = 0; i < PciFunction.REGIONS; i++) {
            starts.add(words.hex("the start of a region"));
        }
        for (int i = 0; i < PciFunction.REGIONS; i++) {
            lengths.add(words.hex("the length of a region"));
        }
        return words.failed()
                ? new Damaged(words.failure())
                : new Pci(new PciFunction(
                        (int) address, id, starts, lengths, words.rest().strip()));
    }

    private static TraceLine version(LineWords words) {
        words.decimal("a version");
        words.end();
        return words.failed() ? new Damaged(words.failure()) : new Version();
    }

    private static TraceLine lost(LineWords words) {
        String text = words.rest();
        if (text.equals("[LOST EVENTS]")) {
            return new Lost(UNCOUNTED);
        }
        return text.matches("\\[LOST \\d{1,18} EVENTS]")
                ? new Lost(Long.parseLong(text.split(" ", -1)[1]))
                : new Damaged("expected [LOST n EVENTS], found \"" + shortened(text) + "\"");
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) : text;
    }
}
