package io.vfioreplay.engine.capture.ftrace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How many events a trace says it lost.
 *
 * <p>Source: Linux {@code kernel/trace/trace.c} ({@code CPU:0 [LOST 5 EVENTS]}, {@code entries-in-buffer/entries-written}), trace-cmd
 * {@code trace-read.c} ({@code CPU:0 [5 EVENTS DROPPED]}).
 */
final class LostEvents {

    private static final byte[] ENTRIES = "# entries-in-buffer/entries-written: ".getBytes(StandardCharsets.US_ASCII);
    private static final long UNKNOWN = -1;
    private static final int DIGITS_MAX = 18;

    private LostEvents() {}

    /** The number in a line about lost events, -1 where it gives none; empty where the line is not about that. */
    static Optional<Long> count(String line) {
        int open = line.indexOf('[');
        int close = line.indexOf(']', Math.max(open, 0));
        if (open < 0 || close < 0) {
            return Optional.empty();
        }
        String inside = line.substring(open + 1, close);
        if (inside.equals("LOST EVENTS") || inside.equals("EVENTS DROPPED")) {
            return Optional.of(UNKNOWN);
        }
        String number = "";
        if (inside.startsWith("LOST ") && inside.endsWith(" EVENTS")) {
            number = inside.substring("LOST ".length(), inside.length() - " EVENTS".length());
        } else if (inside.endsWith(" EVENTS DROPPED")) {
            number = inside.substring(0, inside.length() - " EVENTS DROPPED".length());
        }
        boolean isNumber = !number.isEmpty() && number.length() <= DIGITS_MAX && digits(number) == number.length();
        return isNumber ? Optional.of(Long.parseLong(number)) : Optional.empty();
    }

    /** How many of the oldest events were overwritten, by a line of the header; 0 for any other line. */
    static long overwritten(TraceLine line) {
        byte[] bytes = line.bytes();
        int from = line.textFrom();
        int rest = from + ENTRIES.length;
        if (line.textTo() < rest || !Arrays.equals(bytes, from, rest, ENTRIES, 0, ENTRIES.length)) {
            return 0;
        }
        String text = new String(bytes, rest, line.textTo() - rest, StandardCharsets.ISO_8859_1);
        int kept = digits(text);
        if (kept == 0 || kept == text.length() || text.charAt(kept) != '/') {
            return 0;
        }
        String behind = text.substring(kept + 1);
        int written = digits(behind);
        if (written == 0 || Math.max(kept, written) > DIGITS_MAX) {
            return 0;
        }
        return Math.max(0, Long.parseLong(behind.substring(0, written)) - Long.parseLong(text.substring(0, kept)));
    }

    private static int digits(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) >= '0' && text.charAt(count) <= '9') {
            count++;
        }
        return count;
    }
}
