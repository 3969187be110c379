package io.vfioreplay.engine.capture.ftrace;

/** How the value of a field {@code NAME=VALUE} is written. */
enum FieldType {
    /** Decimal, perhaps with a sign, or hexadecimal behind {@code 0x}; up to 64 bits. */
    NUMBER("number"),
    /** Hexadecimal with or without {@code 0x}, as the kernel's dma events have it. */
    HEX("hex"),
    /** A number whose lowest 32 bits are signed: {@code 0xfffffffb} is -5. */
    S32("s32");

    private static final long UNSIGNED_MAX = 0xffff_ffffL;

    private final String word;

    FieldType(String word) {
        this.word = word;
    }

    /** What a mapping calls it. */
    String word() {
        return word;
    }

    /** Whether {@link #parse} can read these bytes. */
    boolean fits(byte[] bytes, int from, int to) {
        int at = this != HEX && from < to && bytes[from] == '-' ? from + 1 : from;
        boolean isPrefixed = isPrefixed(bytes, at, to);
        int base = isPrefixed || this == HEX ? 16 : 10;
        int first = isPrefixed ? at + 2 : at;
        if (first == to || to - first > (base == 16 ? 16 : 20)) {
            return false;
        }
        for (int i = first; i < to; i++) {
            int digit = digit(bytes[i]);
            if (digit < 0 || digit >= base) {
                return false;
            }
        }
        return true;
    }

    /** The number that stands there, which {@link #fits}; a decimal beyond 63 bits is taken modulo 2^64. */
    long parse(byte[] bytes, int from, int to) {
        boolean isNegative = bytes[from] == '-';
        int at = isNegative ? from + 1 : from;
        boolean isPrefixed = isPrefixed(bytes, at, to);
        int base = isPrefixed || this == HEX ? 16 : 10;
        long value = 0;
        for (int i = isPrefixed ? at + 2 : at; i < to; i++) {
            value = value * base + digit(bytes[i]);
        }
        value = isNegative ? -value : value;
        return this == S32 && value >= 0 && value <= UNSIGNED_MAX ? (int) value : value;
    }

    private static boolean isPrefixed(byte[] bytes, int at, int to) {
        return to - at > 2 && bytes[at] == '0' && (bytes[at + 1] == 'x' || bytes[at + 1] == 'X');
    }

    private static int digit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
