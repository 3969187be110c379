package io.vfioreplay.engine.capture.ftrace;

import java.nio.charset.StandardCharsets;

/**
 * One line of an ftrace text, taken apart into places of a buffer; valid until the next {@link #read}. A flyweight, since a
 * trace has tens of millions of lines.
 *
 * <p>Layouts: {@code trace} and {@code trace_pipe} ({@code TASK-TID [CPU] FLAGS SECONDS.FRACTION: EVENT: TEXT}, the flags and a
 * {@code (TGID)} may be there or not), {@code trace-cmd report} (the same without flags, {@code cpus=N} above),
 * the function tracer ({@code FUNC <-CALLER}) and function_graph ({@code CPU) DURATION | FUNC}). TASK may hold blanks and
 * dashes.
 *
 * <p>Source: Linux {@code kernel/trace/trace_output.c}, {@code trace.c}; trace-cmd {@code trace-read.c}.
 */
final class TraceLine {

    /** A prefix longer than this is none: a TASK has 15 characters. */
    private static final int CPU_DIGITS_MAX = 9;

    private static final int PREFIX_BYTES_MAX = 128;

    private static final int FRACTION_DIGITS = 9;
    private static final int SECOND_DIGITS_MAX = 10;
    private static final long SECONDS_MAX = 9_000_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final byte[][] HEADERS = {
        ascii("cpus="), ascii("version = "), ascii("CPU "), ascii("trace-cmd "), ascii("Buffer: ")
    };
    private static final byte[] LOST_CPU = ascii("CPU:");
    private static final byte[] LOST = ascii("[LOST ");
    private static final byte[] CALLER = ascii("<-");
    private static final byte[] STACK = ascii("=> ");
    private static final byte[] STACK_BEGINS = ascii("<stack trace>");
    private static final byte[] USER_STACK_BEGINS = ascii("<user stack trace>");
    private static final byte[] RULER = ascii("------");

    private byte[] bytes = new byte[0];
    private int to;
    private int at;
    private Kind kind = Kind.UNREADABLE;
    private String expected = "";
    private boolean hasThread;
    private int taskFrom;
    private int taskTo;
    private int tid;
    private int cpu;
    private long timeNanos;
    private int nameFrom;
    private int nameTo;
    private int textFrom;

    /** What a line turned out to be. */
    enum Kind {
        /** A trace event: thread, time, name and text are there. */
        EVENT,
        /** A line of the function tracer. */
        FUNCTION,
        /** A line of function_graph. */
        FUNCTION_GRAPH,
        /** A line of a stack trace. */
        STACK_TRACE,
        /** A comment, an empty line, or a heading of trace-cmd. */
        HEADER,
        /** Events were lost. */
        LOST,
        /** None of these. */
        UNREADABLE
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes the line apart that lies there. */
    Kind read(byte[] buffer, int from, int end) {
        bytes = buffer;
        to = end;
        at = from;
        textFrom = from;
        hasThread = false;
        skipBlanks();
        kind = classify(from);
        return kind;
    }

    private Kind classify(int from) {
        if (at == to || bytes[at] == '#') {
            return Kind.HEADER;
        }
        if (begins(STACK)) {
            return Kind.STACK_TRACE;
        }
        taskFrom = at;
        hasThread = findThread(from);
        return hasThread ? afterThread() : withoutThread();
    }

    /** Finds {@code -TID [CPU]} or {@code -TID (TGID) [CPU]} and goes behind it. */
    private boolean findThread(int from) {
        int last = Math.min(to, from + PREFIX_BYTES_MAX);
        for (int i = taskFrom; i < last; i++) {
            if (bytes[i] == '[' && isThread(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isThread(int bracket) {
        int end = digitsEnd(bracket + 1);
        if (end == bracket + 1 || end == to || bytes[end] != ']') {
            return false;
        }
        int i = backOverGroup(backOverBlanks(bracket));
        int first = i;
        long number = 0;
        for (long weight = 1; first > taskFrom && isDigit(bytes[first - 1]) && i - first < 10; weight *= 10) {
            first--;
            number += (bytes[first] - '0') * weight;
        }
        if (i == bracket
                || first == i
                || number > Integer.MAX_VALUE
                || first - 1 <= taskFrom
                || bytes[first - 1] != '-') {
            return false;
        }
        tid = (int) number;
        cpu = (int) Math.min(number(bracket + 1, Math.min(end, bracket + 1 + CPU_DIGITS_MAX)), Integer.MAX_VALUE);
        taskTo = first - 1;
        at = end + 1;
        return true;
    }

    private int backOverBlanks(int i) {
        int back = i;
        while (back > taskFrom && bytes[back - 1] == ' ') {
            back--;
        }
        return back;
    }

    /** Over the {@code (TGID)} that the option record-tgid adds. */
    private int backOverGroup(int i) {
        if (i <= taskFrom || bytes[i - 1] != ')') {
            return i;
        }
        int back = i - 1;
        while (back > taskFrom && bytes[back - 1] != '(') {
            back--;
        }
        return backOverBlanks(back - 1);
    }

    private Kind afterThread() {
        skipBlanks();
        if (!readTime()) {
            while (at < to && bytes[at] != ' ') {
                at++;
            }
            skipBlanks();
            if (!readTime()) {
                return unreadable("a time such as 123.456789:");
            }
        }
        skipBlanks();
        return readName();
    }

    private boolean readTime() {
        int pointAt = digitsEnd(at);
        int digits = pointAt - at;
        if (digits == 0 || digits > SECOND_DIGITS_MAX || pointAt == to || bytes[pointAt] != '.') {
            return false;
        }
        int end = digitsEnd(pointAt + 1);
        int fraction = end - pointAt - 1;
        if (fraction == 0 || fraction > FRACTION_DIGITS || end == to || bytes[end] != ':') {
            return false;
        }
        long seconds = number(at, pointAt);
        long nanos = number(pointAt + 1, end);
        for (int i = fraction; i < FRACTION_DIGITS; i++) {
            nanos *= 10;
        }
        if (seconds > SECONDS_MAX) {
            return false;
        }
        timeNanos = seconds * NANOS_PER_SECOND + nanos;
        at = end + 1;
        return true;
    }

    private Kind readName() {
        nameFrom = at;
        if (begins(STACK_BEGINS) || begins(USER_STACK_BEGINS)) {
            return Kind.STACK_TRACE;
        }
        while (at < to && isNamePart(bytes[at])) {
            at++;
        }
        nameTo = at;
        if (nameTo == nameFrom) {
            return unreadable("the name of an event");
        }
        if (at < to && bytes[at] == ':' && (at + 1 == to || bytes[at + 1] == ' ')) {
            textFrom = Math.min(at + 2, to);
            return Kind.EVENT;
        }
        skipBlanks();
        return begins(CALLER) ? Kind.FUNCTION : unreadable("a colon behind the name of an event");
    }

    private Kind withoutThread() {
        if (begins(LOST_CPU) || begins(LOST)) {
            return Kind.LOST;
        }
        for (byte[] header : HEADERS) {
            if (begins(header)) {
                return Kind.HEADER;
            }
        }
        return isGraph() ? Kind.FUNCTION_GRAPH : unreadable("TASK-TID [CPU] SECONDS.FRACTION: EVENT: TEXT");
    }

    /** {@code CPU) ...}, the same behind a time {@code SECONDS.FRACTION |}, or the line that parts threads. */
    private boolean isGraph() {
        int end = digitsEnd(at);
        if (end > at && end < to && bytes[end] == '.') {
            int bar = digitsEnd(end + 1);
            while (bar < to && bytes[bar] == ' ') {
                bar++;
            }
            return bar < to && bytes[bar] == '|';
        }
        return end > at ? end < to && bytes[end] == ')' : begins(RULER);
    }

    private Kind unreadable(String what) {
        expected = what;
        return Kind.UNREADABLE;
    }

    private void skipBlanks() {
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }

    private boolean begins(byte[] text) {
        if (to - at < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private int digitsEnd(int from) {
        int end = from;
        while (end < to && isDigit(bytes[end])) {
            end++;
        }
        return end;
    }

    private long number(int from, int end) {
        long value = 0;
        for (int i = from; i < end; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isNamePart(byte b) {
        return isLetter(b) || isDigit(b) || b == '_' || b == '.' || b == '+' || b == '/';
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    Kind kind() {
        return kind;
    }

    /** Whether the line has a thread and a CPU, even if it is unreadable behind them. */
    boolean hasThread() {
        return hasThread;
    }

    /** What should have been there, of an unreadable line. */
    String expected() {
        return expected;
    }

    /** The name of the thread, cut to 15 characters by the kernel. */
    String task() {
        return new String(bytes, taskFrom, taskTo - taskFrom, StandardCharsets.UTF_8);
    }

    /** The number of the processor; asked only of a line that has a thread. */
    int cpu() {
        return cpu;
    }

    int tid() {
        return tid;
    }

    long timeNanos() {
        return timeNanos;
    }

    byte[] bytes() {
        return bytes;
    }

    int nameFrom() {
        return nameFrom;
    }

    int nameTo() {
        return nameTo;
    }

    /** Where the text behind {@code EVENT: } begins; of a line that is no event, where the line begins. */
    int textFrom() {
        return textFrom;
    }

    int textTo() {
        return to;
    }
}
