package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.event.Payload;
import java.util.Locale;

/** Small pieces of text: durations, byte counts, hex, and foreign text made harmless. */
public final class Text {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final char DELETE = 0x7f;
    private static final char C1_END = 0x9f;

    private Text() {}

    /** A duration in ns with three significant figures or so: {@code 850 ns}, {@code 23.4 us}, {@code 1.200 s}. */
    public static String duration(long nanos) {
        if (nanos < MICRO) {
            return nanos + " ns";
        }
        if (nanos < MILLI) {
            return String.format(Locale.ROOT, "%.1f us", nanos / (double) MICRO);
        }
        if (nanos < SECOND) {
            return String.format(Locale.ROOT, "%.1f ms", nanos / (double) MILLI);
        }
        return String.format(Locale.ROOT, "%.3f s", nanos / (double) SECOND);
    }

    /** A count with separators every three digits: {@code 205,140}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 packet}, {@code 2 packets}. */
    public static String plural(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** The first {@code most} bytes in hex, and an ellipsis where there are more. */
    public static String hex(Payload payload, int most) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(payload.length(), most); i++) {
            hex.append(Character.forDigit(payload.byteAt(i) >> 4 & 0xf, 16));
            hex.append(Character.forDigit(payload.byteAt(i) & 0xf, 16));
        }
        return payload.length() > most ? hex + "..." : hex.toString();
    }

    /**
     * Text from a capture in double quotes, cut to {@code most} characters. Control characters become {@code \\u001b}
     * and the like, so that a capture cannot play with the reader's terminal.
     */
    public static String quoted(String foreign, int most) {
        StringBuilder safe = new StringBuilder("\"");
        for (int i = 0; i < Math.min(foreign.length(), most); i++) {
            safe.append(harmless(foreign.charAt(i)));
        }
        return safe.append(foreign.length() > most ? "...\"" : "\"").toString();
    }

    /** Foreign text without quotes, made harmless like {@link #quoted}. */
    public static String harmless(String foreign) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < foreign.length(); i++) {
            safe.append(harmless(foreign.charAt(i)));
        }
        return safe.toString();
    }

    private static String harmless(char c) {
        boolean control = c < ' ' || (c >= DELETE && c <= C1_END) || Character.getType(c) == Character.FORMAT;
        return control ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
    }
}
