package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One line of QEMU's log or of its standard error, taken apart: when, by which thread, which event, and where its text lies in
 * the buffer. Used again for the next line; one thread.
 *
 * <pre>
 *  4711@1795394187.206714:vfio_region_read  (vf0:region0+0x5, 1) = 0x60      log, -msg timestamp=on, to QEMU 10.1
 *  2026-11-23T00:36:27.206714Z vfio_region_read  (vf0:region0+0x5, 1) = 0x60   the same from 10.2 on
 *  vfio_region_read  (vf0:region0+0x5, 1) = 0x60                              without timestamps
 *  2026-11-23T00:36:27.206714Z qemu-system-x86_64: TEXT                       an error text
 *  qemu: hardware error: TEXT
 * </pre>
 *
 * <p>Source: QEMU {@code scripts/tracetool/backend/log.py}, {@code util/error-report.c}.
 */
final class LogLine {

    /** No thread is known. */
    static final long NO_THREAD = -1;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int FRACTION_DIGITS = 9;
    private static final int SECONDS_DIGITS_MAX = 10;
    private static final long SECONDS_MAX = Long.MAX_VALUE / NANOS_PER_SECOND - 1;
    private static final int THREAD_DIGITS_MAX = 10;
    private static final int NAME_BYTES_MAX = 128;
    private static final int PROGRAM_BYTES_MAX = 512;
    private static final boolean[] NAME_BYTES = nameBytes();

    /** What a line is. */
    enum Kind {
        /** A trace event that is known. */
        EVENT,
        /** A trace event that says nothing about a device. */
        OTHER_EVENT,
        /** A message of the program to its user. */
        MESSAGE,
        /** Anything else that people or programs write. */
        TEXT,
        /** What is left of a line. */
        DAMAGED
    }

    private Kind kind = Kind.TEXT;
    private @Nullable QemuEvent event;
    private long timeNanos = Envelope.NO_TIME;
    private long thread = NO_THREAD;
    private byte[] bytes = new byte[0];
    private int holeBytes;
    private int threadDigits;
    private int nameFrom;
    private int nameTo;
    private int textFrom;
    private int textTo;

    /** Takes a line apart. */
    void read(byte[] newBytes, int from, int to) {
        bytes = newBytes;
        event = null;
        timeNanos = Envelope.NO_TIME;
        thread = NO_THREAD;
        threadDigits = 0;
        textTo = to;
        int begin = behindHole(from, to);
        holeBytes = begin - from;
        int at = prefix(begin, to);
        if (at < 0) {
            kind = Kind.DAMAGED;
            nameFrom = begin;
            nameTo = begin;
            textFrom = begin;
            return;
        }
        name(at, to);
    }

    private int behindHole(int from, int to) {
        int at = from;
        while (at < to && bytes[at] == 0) {
            at++;
        }
        return at;
    }

    Kind kind() {
        return kind;
    }

    /** The event; asked only of a line of kind {@link Kind#EVENT}. */
    QemuEvent event() {
        if (event == null) {
            throw new IllegalStateException("asked for the event of a line of kind " + kind);
        }
        return event;
    }

    /** Nanoseconds since 1970, or {@link Envelope#NO_TIME}. */
    long timeNanos() {
        return timeNanos;
    }

    /** The number of the thread, or {@link #NO_THREAD}. */
    long thread() {
        return thread;
    }

    /** How many digits that number is written with, 0 where there is none. */
    int threadDigits() {
        return threadDigits;
    }

    /** How many NUL bytes precede the line: what a log holds in front of its next line when it was emptied while QEMU wrote. */
    int holeBytes() {
        return holeBytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the text behind the event's name, or the message behind the program's, begins. */
    int textFrom() {
        return textFrom;
    }

    int textTo() {
        return textTo;
    }

    /** The event's name, also of one that is not known; of a very long one the beginning. */
    String name() {
        return new String(bytes, nameFrom, Math.min(nameTo - nameFrom, NAME_BYTES_MAX), StandardCharsets.UTF_8);
    }

    /** The text behind the name. */
    String text() {
        return new String(bytes, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    }

    /** Reads a time stamp; returns where the rest begins, or -1 where one was begun and is no time stamp. */
    private int prefix(int from, int to) {
        int at = digits(from, to);
        if (at > from && at < to && bytes[at] == '@') {
            return threadAndTime(from, at, to);
        }
        if (at == from + 4 && at < to && bytes[at] == '-') {
            return isoTime(from, to);
        }
        boolean tornPrefix = at > from && at < to && (bytes[at] == '.' || bytes[at] == ':');
        return tornPrefix && looksTorn(at, to) ? -1 : from;
    }

    /** {@code .123456:event} or {@code :event}: what an overwritten line leaves of its time. */
    private boolean looksTorn(int from, int to) {
        int at = bytes[from] == '.' ? digits(from + 1, to) : from;
        return at + 1 < to && bytes[at] == ':' && isNameByte(bytes[at + 1]);
    }

    private int threadAndTime(int from, int mark, int to) {
        int point = digits(mark + 1, to);
        int end = point < to && bytes[point] == '.' ? digits(point + 1, to) : point;
        boolean whole = point > mark + 1 && end > point + 1 && end < to && bytes[end] == ':';
        boolean tooLong = mark - from > THREAD_DIGITS_MAX
                || point - mark > SECONDS_DIGITS_MAX + 1
                || end - point > FRACTION_DIGITS + 1;
        if (!whole || tooLong || number(mark + 1, point) > SECONDS_MAX) {
            return -1;
        }
        thread = number(from, mark);
        threadDigits = mark - from;
        timeNanos = number(mark + 1, point) * NANOS_PER_SECOND + fraction(point + 1, end);
        return end + 1;
    }

    private int isoTime(int from, int to) {
        long time = IsoTime.nanos(bytes, from, to);
        if (time == Envelope.NO_TIME) {
            return from;
        }
        timeNanos = time;
        int at = from;
        while (at < to && bytes[at] != ' ') {
            at++;
        }
        return Math.min(at + 1, to);
    }

    private void name(int from, int to) {
        int at = from;
        while (at < to && isNameByte(bytes[at])) {
            at++;
        }
        nameFrom = from;
        nameTo = at;
        textFrom = Math.min(at + 1, to);
        boolean isName = at > from && (at == to || bytes[at] == ' ');
        event = isName ? QemuEvent.named(bytes, from, at) : null;
        if (event != null) {
            kind = Kind.EVENT;
        } else if (isName && (thread != NO_THREAD || looksLikeEvent(from, at))) {
            kind = Kind.OTHER_EVENT;
        } else {
            message(from, to);
        }
    }

    private boolean looksLikeEvent(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '_') {
                return true;
            }
        }
        return false;
    }

    /** {@code /usr/bin/qemu-system-x86_64: TEXT}: a word that ends with a colon and names QEMU. */
    private void message(int from, int to) {
        int word = from;
        int base = from;
        int end = Math.min(to, from + PROGRAM_BYTES_MAX);
        while (word < end && bytes[word] != ' ') {
            base = bytes[word] == '/' ? word + 1 : base;
            word++;
        }
        boolean isProgram = word > from
                && bytes[word - 1] == ':'
                && (begins(base, to, "qemu") || begins(base, to, "kvm:") || begins(base, to, "kvm-"));
        kind = isProgram ? Kind.MESSAGE : thread == NO_THREAD ? Kind.TEXT : Kind.DAMAGED;
        nameFrom = from;
        nameTo = isProgram ? word - 1 : from;
        textFrom = isProgram ? Math.min(word + 1, to) : from;
    }

    private boolean begins(int at, int to, String wanted) {
        if (to - at < wanted.length()) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (bytes[at + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int digits(int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private long number(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private long fraction(int from, int to) {
        long value = number(from, to);
        for (int i = to - from; i < FRACTION_DIGITS; i++) {
            value *= 10;
        }
        return value;
    }

    private static boolean isNameByte(byte b) {
        return NAME_BYTES[b & 0xff];
    }

    private static boolean[] nameBytes() {
        boolean[] is = new boolean[1 << Byte.SIZE];
        for (char c = 0; c < is.length; c++) {
            is[c] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
        }
        return is;
    }
}
