package io.vfioreplay.engine.capture.mmiotrace;

import java.nio.charset.StandardCharsets;

/**
 * The words of one line from left to right. The first word that is not what was expected is remembered, and whatever is asked
 * for behind it reads as 0, so that a caller asks once at the end. One thread; valid as long as the line's bytes are.
 */
final class LineWords {

    private static final int HEX_DIGITS_MAX = 16;
    private static final int DECIMAL_DIGITS_MAX = 18;
    private static final int SECONDS_DIGITS_MAX = 10; // An unsigned int in the kernel.
    private static final int MICROS_DIGITS = 6;
    private static final int FOUND_CHARACTERS_MAX = 40;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MICRO = 1_000;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int wordAt;
    private String expected = "";

    LineWords(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Whether something was not as expected. */
    boolean failed() {
        return !expected.isEmpty();
    }

    /** What was expected, and the word that was there instead. */
    String failure() {
        int to = wordEnd(wordAt);
        String found = new String(bytes, wordAt, Math.min(to - wordAt, FOUND_CHARACTERS_MAX), StandardCharsets.UTF_8);
        return "expected " + expected + ", found " + (found.isEmpty() ? "the end of the line" : "\"" + found + "\"");
    }

    /** The next word has a value that it cannot have. */
    void reject(String what) {
        if (!failed()) {
            expected = what;
        }
    }

    /** Passes over a word whatever it says; false at the end of the line. */
    boolean skip() {
        begin();
        at = wordEnd(at);
        return at > wordAt;
    }

    /** A hexadecimal number of at most 64 bits, with or without {@code 0x}. */
    long hex(String what) {
        begin();
        if (end - at > 2 && bytes[at] == '0' && bytes[at + 1] == 'x') {
            at += 2;
        }
        int first = at;
        long value = 0;
        while (at < end && Character.digit(bytes[at], 16) >= 0) {
            value = value << 4 | Character.digit(bytes[at++], 16);
        }
        return finish(what, first, HEX_DIGITS_MAX) ? value : 0;
    }

    /** A decimal number that is not negative. */
    long decimal(String what) {
        begin();
        int first = at;
        long value = digits();
        return finish(what, first, DECIMAL_DIGITS_MAX) ? value : 0;
    }

    /** Seconds with six decimals, as nanoseconds. */
    long timeNanos() {
        begin();
        int first = at;
        long seconds = digits();
        int point = at;
        at += at < end && bytes[at] == '.' ? 1 : 0;
        long micros = digits();
        boolean good = point > first && point - first <= SECONDS_DIGITS_MAX && at - point - 1 == MICROS_DIGITS;
        return finish("seconds with six decimals", good ? first : at, Integer.MAX_VALUE)
                ? seconds * NANOS_PER_SECOND + micros * NANOS_PER_MICRO
                : 0;
    }

    /** Everything behind the blank that follows the last word. */
    String rest() {
        int from = Math.min(at + 1, end);
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /** Nothing may follow but blanks. */
    void end() {
        begin();
        if (at < end) {
            reject("the end of the line");
        }
    }

    private void begin() {
        if (failed()) {
            at = end;
            return;
        }
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        wordAt = at;
    }

    private long digits() {
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at++] - '0');
        }
        return value;
    }

    /** Whether the word that began with a digit at {@code first} ended here and was not too long. */
    private boolean finish(String what, int first, int digitsMax) {
        boolean good = at > first && at - first <= digitsMax && (at >= end || bytes[at] == ' ');
        if (!good) {
            reject(what);
        }
        return good;
    }

    private int wordEnd(int from) {
        int to = from;
        while (to < end && bytes[to] != ' ') {
            to++;
        }
        return to;
    }
}
