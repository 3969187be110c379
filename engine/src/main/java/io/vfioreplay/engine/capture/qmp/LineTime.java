package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.hardware.event.Envelope;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time that a line begins with: seconds since 1970 with a fraction, or an ISO 8601 date and time, in brackets or not.
 *
 * <p>Ours: a date and time without an offset is no time, since nobody can tell in which zone it was written.
 *
 * @param nanos since 1970 UTC, or {@link Envelope#NO_TIME}
 * @param end the index of the first character behind it and its blanks
 */
record LineTime(long nanos, int end) {

    private static final int LENGTH_MAX = 64;
    private static final long SECONDS_MAX = 9_000_000_000L;
    private static final long MICROS_MAX = 999_999;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;
    private static final Pattern EPOCH = Pattern.compile("\\[?(\\d{9,10})(?:[.,](\\d{1,9}))?[\\]:]?(?:\\s+|$)");
    private static final Pattern ISO = Pattern.compile("\\[?(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)"
            + "(?:[.,](\\d{1,9}))?\\s?(Z|[+-]\\d\\d:?\\d\\d)?[\\]:]*(?:\\s+|$)");

    /** The time at the beginning of a line; empty when it begins with none. */
    static Optional<LineTime> of(String line) {
        String head = line.substring(0, Math.min(line.length(), LENGTH_MAX));
        Matcher epoch = EPOCH.matcher(head);
        if (epoch.lookingAt()) {
            long seconds = Long.parseLong(epoch.group(1));
            return Optional.of(new LineTime(nanos(seconds, fraction(epoch.group(2))), epoch.end()));
        }
        Matcher iso = ISO.matcher(head);
        return iso.lookingAt() ? Optional.of(new LineTime(isoNanos(iso), iso.end())) : Optional.empty();
    }

    /** The time of a QMP message; {@link Envelope#NO_TIME} when there is none, as where QEMU could not read its clock. */
    static long ofMicros(long seconds, long micros) {
        return micros < 0 || micros > MICROS_MAX ? Envelope.NO_TIME : nanos(seconds, micros * NANOS_PER_MICRO);
    }

    private static long isoNanos(Matcher iso) {
        String offset = iso.group(8);
        if (offset == null) {
            return Envelope.NO_TIME;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(iso, 1), number(iso, 2), number(iso, 3), number(iso, 4), number(iso, 5), number(iso, 6));
            return nanos(local.toEpochSecond(ZoneOffset.of(offset)), fraction(iso.group(7)));
        } catch (DateTimeException noSuchTime) {
            return Envelope.NO_TIME;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** The nanoseconds that the digits behind a decimal point are. */
    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "00000000").substring(0, 9));
    }

    private static long nanos(long seconds, long nanos) {
        return seconds < 0 || seconds > SECONDS_MAX ? Envelope.NO_TIME : seconds * NANOS_PER_SECOND + nanos;
    }
}
