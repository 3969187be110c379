package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads {@code 2026-11-23T00:44:49.854929Z} out of bytes: UTC, from 1970 to 2261, one to nine digits behind the point. */
final class IsoTime {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final String PATTERN = "dddd-dd-ddTdd:dd:dd.d";
    private static final int POINT = PATTERN.indexOf('.');
    private static final int FRACTION_DIGITS_MAX = 9;
    private static final int YEAR_MIN = 1970;
    private static final int YEAR_MAX = 2261; // The last whole year whose nanoseconds fit.
    private static final long IMPOSSIBLE = -1;

    private IsoTime() {}

    /** Nanoseconds since 1970, or {@link Envelope#NO_TIME} where no such time begins at {@code from}. */
    static long nanos(byte[] bytes, int from, int to) {
        if (to - from < PATTERN.length()) {
            return Envelope.NO_TIME;
        }
        for (int i = 0; i < PATTERN.length(); i++) {
            boolean fits = PATTERN.charAt(i) == 'd' ? isDigit(bytes[from + i]) : bytes[from + i] == PATTERN.charAt(i);
            if (!fits) {
                return Envelope.NO_TIME;
            }
        }
        long fraction = 0;
        int digits = 0;
        int at = from + POINT + 1;
        while (at < to && isDigit(bytes[at]) && digits < FRACTION_DIGITS_MAX) {
            fraction = fraction * 10 + bytes[at++] - '0';
            digits++;
        }
        for (; digits < FRACTION_DIGITS_MAX; digits++) {
            fraction *= 10;
        }
        long seconds = at < to && bytes[at] == 'Z' ? seconds(bytes, from) : IMPOSSIBLE;
        return seconds == IMPOSSIBLE ? Envelope.NO_TIME : seconds * NANOS_PER_SECOND + fraction;
    }

    private static long seconds(byte[] bytes, int from) {
        int year = number(bytes, from, 4);
        if (year < YEAR_MIN || year > YEAR_MAX) {
            return IMPOSSIBLE;
        }
        try {
            return LocalDateTime.of(
                            year,
                            number(bytes, from + 5, 2),
                            number(bytes, from + 8, 2),
                            number(bytes, from + 11, 2),
                            number(bytes, from + 14, 2),
                            number(bytes, from + 17, 2))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException impossible) {
            return IMPOSSIBLE;
        }
    }

    private static int number(byte[] bytes, int from, int length) {
        int value = 0;
        for (int i = from; i < from + length; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
