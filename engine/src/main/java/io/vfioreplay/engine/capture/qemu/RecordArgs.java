package io.vfioreplay.engine.capture.qemu;

/**
 * Reads the arguments of an event of a binary trace, whose types the trace does not tell: a number is eight bytes, a text its
 * length in four bytes and so many bytes.
 *
 * <p>C widens numbers to 64 bits with their sign, so that a negative {@code int} is a negative number here.
 *
 * <p>Source: QEMU {@code scripts/tracetool/backend/simple.py}, {@code trace/simple.h}.
 */
final class RecordArgs {

    /** QEMU cuts texts here. */
    private static final int TEXT_BYTES_MAX = 512;

    private RecordArgs() {}

    /**
     * Whether a record consists of arguments of these types, all of it; then {@code args} holds them.
     *
     * @param types {@code s} for a text, which must be one, {@code S} for one that is not empty, {@code n} for a number
     * @param from where they begin in the window
     * @param to where they end there
     */
    static boolean read(String types, RecordBytes bytes, int from, int to, TraceArgs args) {
        args.clear(bytes.bytes());
        int at = from;
        for (int i = 0; i < types.length(); i++) {
            char type = types.charAt(i);
            int size = type == 'n' ? number(bytes, at, to, args) : text(bytes, at, to, args);
            if (size < 0 || (type == 'S' && size == Integer.BYTES)) {
                return false;
            }
            at += size;
        }
        return at == to;
    }

    private static int number(RecordBytes bytes, int at, int to, TraceArgs args) {
        if (to - at < Long.BYTES) {
            return -1;
        }
        args.addNumber(bytes.u64(at));
        return Long.BYTES;
    }

    private static int text(RecordBytes bytes, int at, int to, TraceArgs args) {
        if (to - at < Integer.BYTES) {
            return -1;
        }
        int length = bytes.u32(at);
        int from = at + Integer.BYTES;
        if (length < 0 || length > TEXT_BYTES_MAX || length > to - from || !isText(bytes, from, length)) {
            return -1;
        }
        args.addText(bytes.from() + from, bytes.from() + from + length);
        return Integer.BYTES + length;
    }

    private static boolean isText(RecordBytes bytes, int from, int length) {
        int at = 0;
        while (at < length) {
            int size = character(bytes.u8(from + at));
            boolean cutByQemu = length == TEXT_BYTES_MAX && at + size > length;
            if (size < 0 || !continues(bytes, from + at, Math.min(size, length - at))) {
                return false;
            }
            if (at + size > length) {
                return cutByQemu;
            }
            at += size;
        }
        return true;
    }

    private static boolean continues(RecordBytes bytes, int at, int size) {
        for (int i = 1; i < size; i++) {
            if ((bytes.u8(at + i) & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes the UTF-8 character has that begins with this one; -1 where none does that is fit to print. */
    private static int character(byte first) {
        int b = first & 0xff;
        if (b < 0x80) {
            return (b >= ' ' && b != 0x7f) || b == '\n' || b == '\r' || b == '\t' ? 1 : -1;
        }
        return b >= 0xf0 && b < 0xf5 ? 4 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xc2 && b < 0xe0 ? 2 : -1;
    }
}
