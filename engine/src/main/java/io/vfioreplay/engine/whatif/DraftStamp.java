package io.vfioreplay.engine.whatif;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Stamp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The stamp of an event in the making. One thread. */
final class DraftStamp {

    /** What of a stamp can be written; the place in the order is that of the edit. */
    static final List<String> NAMES = List.of("device", "errno", "time", "duration", "witness", "record");

    private static final String NONE = "none";
    private static final String HOST = "host";
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long baseNanos;
    private Stamp stamp;

    /**
     * A stamp to be changed.
     *
     * @param stamp what it is without changes
     * @param baseNanos what {@code time=+1ms} counts from, or {@link Envelope#NO_TIME}
     */
    DraftStamp(Stamp stamp, long baseNanos) {
        this.stamp = stamp;
        this.baseNanos = baseNanos;
    }

    /** The stamp as it is. */
    Stamp finish() {
        return stamp;
    }

    /** Sets one of {@link #NAMES}; throws {@link EventSyntaxException} when it has no such value. */
    void set(String name, Word value) {
        switch (name) {
            case "device" -> stamp = with(stamp.timeNanos(), stamp.durationNanos(), device(value), stamp.result());
            case "errno" -> stamp = with(stamp.timeNanos(), stamp.durationNanos(), stamp.device(), result(value));
            case "time" -> stamp = with(time(value), stamp.durationNanos(), stamp.device(), stamp.result());
            case "duration" -> stamp = with(stamp.timeNanos(), duration(value), stamp.device(), stamp.result());
            case "witness" -> stamp = from((int) index(value, 0, Integer.MAX_VALUE), stamp.record());
            case "record" -> stamp = from(stamp.witness(), index(value, Envelope.NO_RECORD, Long.MAX_VALUE));
            default -> throw new IllegalArgumentException("no part of a stamp is called " + name);
        }
    }

    private Stamp with(long time, long duration, int device, int result) {
        return new Stamp(stamp.position(), time, duration, device, stamp.witness(), stamp.record(), result);
    }

    private Stamp from(int witness, long record) {
        return new Stamp(
                stamp.position(),
                stamp.timeNanos(),
                stamp.durationNanos(),
                stamp.device(),
                witness,
                record,
                stamp.result());
    }

    private static int device(Word value) {
        if (value.text().equals(HOST)) {
            return Envelope.HOST;
        }
        return (int) index(value.text().startsWith("d") ? value.from(1) : value, Envelope.HOST, Integer.MAX_VALUE);
    }

    private static int result(Word value) {
        Optional<Integer> named = Errno.number(value.text());
        if (named.isEmpty() && Numbers.read(value.text()).isEmpty()) {
            throw value.wrong(
                    "no errno is called \"" + value.text() + "\"; expected for example EINVAL, OK or UNANSWERED");
        }
        return named.isPresent() ? named.get() : (int) index(value, Envelope.UNOBSERVED, Integer.MAX_VALUE);
    }

    private static long index(Word value, long least, long most) {
        OptionalLong number = Numbers.read(value.text());
        if (number.isEmpty() || number.getAsLong() < least || number.getAsLong() > most) {
            throw value.wrong("expected a number from %d to %d, found \"%s\"".formatted(least, most, value.text()));
        }
        return number.getAsLong();
    }

    private static long duration(Word value) {
        return value.text().equals(NONE) ? Envelope.NO_DURATION : index(value, 0, Long.MAX_VALUE);
    }

    /** Relative with a sign, otherwise ns since 1970, an instant, or none. */
    private long time(Word value) {
        String text = value.text();
        if (text.equals(NONE)) {
            return Envelope.NO_TIME;
        }
        boolean isRelative = text.startsWith("+") || text.startsWith("-");
        OptionalLong number = Numbers.read(text);
        if (isRelative && number.isPresent()) {
            if (baseNanos == Envelope.NO_TIME) {
                throw value.wrong("the event there has no time from which to count; expected ns since 1970, or none");
            }
            return baseNanos + number.getAsLong();
        }
        return number.isPresent() ? number.getAsLong() : instant(value);
    }

    private static long instant(Word value) {
        try {
            Instant instant = Instant.parse(value.text());
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
        } catch (DateTimeParseException | ArithmeticException none) {
            throw value.wrong("expected +1ms, -20us, ns since 1970, 2026-01-31T12:00:00Z or none, found \""
                    + value.text() + "\"");
        }
    }
}
