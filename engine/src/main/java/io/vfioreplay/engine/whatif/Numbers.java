package io.vfioreplay.engine.whatif;

import java.util.Map;
import java.util.OptionalLong;

/** How numbers are written: {@code 4096}, {@code 4_096}, {@code 0x1000}, {@code 4KiB}, {@code 1.5ms}. */
final class Numbers {

    private static final Map<String, Long> UNITS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "KiB", 1L << 10, "MiB", 1L << 20);
    private static final int HEX = 16;

    private Numbers() {}

    /** The number, times in ns and sizes in bytes; empty when the text is none. */
    static OptionalLong read(String text) {
        String plain = text.replace("_", "");
        try {
            if (plain.startsWith("0x") || plain.startsWith("0X")) {
                return OptionalLong.of(Long.parseUnsignedLong(plain.substring(2), HEX));
            }
            int digits = digits(plain);
            if (digits == plain.length()) {
                return OptionalLong.of(Long.parseLong(plain));
            }
            Long unit = UNITS.get(plain.substring(digits));
            return unit == null ? OptionalLong.empty() : OptionalLong.of(times(plain.substring(0, digits), unit));
        } catch (ArithmeticException | NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    private static int digits(String text) {
        int digits = 0;
        while (digits < text.length()
                && (Character.isDigit(text.charAt(digits)) || "+-.".indexOf(text.charAt(digits)) >= 0)) {
            digits++;
        }
        return digits;
    }

    /** Whole numbers stay exact: times since 1970 have more digits than a double. */
    private static long times(String number, long unit) {
        return number.indexOf('.') < 0
                ? Math.multiplyExact(Long.parseLong(number), unit)
                : Math.round(Double.parseDouble(number) * unit);
    }
}
