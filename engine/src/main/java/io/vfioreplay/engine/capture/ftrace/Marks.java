package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.ftrace.MarkedLines.Origin;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What programs and people wrote by {@code trace_marker}: a program's trace events are handed on, texts of people become
 * markers.
 *
 * <p>ours: a text that begins with a word that holds an underscore, and then a blank, is a program's event: so all of QEMU's do.
 */
final class Marks {

    private static final String KIND = "tracing_mark_write";
    /** trace-cmd: {@code print: tracing_mark_write: TEXT}. */
    private static final byte[] PRINTED = (KIND + ": ").getBytes(StandardCharsets.US_ASCII);

    private final Optional<MarkedLines> reader;
    private final RecordTally tally;
    private final EventSink sink;
    private final int witness;
    private @Nullable Origin last;

    Marks(Optional<MarkedLines> reader, RecordTally tally, EventSink sink, int witness) {
        this.reader = reader;
        this.tally = tally;
        this.sink = sink;
        this.witness = witness;
    }

    /** Whether an event {@code print} of trace-cmd is such a text. */
    boolean isPrinted(TraceLine line) {
        return textBehind(line) > line.textFrom();
    }

    private static int textBehind(TraceLine line) {
        int at = line.textFrom();
        while (at < line.textTo() && line.bytes()[at] == ' ') {
            at++;
        }
        int end = at + PRINTED.length;
        return end <= line.textTo() && Arrays.equals(line.bytes(), at, end, PRINTED, 0, PRINTED.length)
                ? end
                : line.textFrom();
    }

    /** A text begins in this line. */
    void begins(TraceLine line, long number, boolean isSelected) {
        last = null;
        if (!isSelected) {
            tally.irrelevant(KIND);
            return;
        }
        Origin origin = new Origin(line.tid(), line.timeNanos(), number, false);
        last = origin;
        int from = textBehind(line);
        if (reader.isPresent()) {
            count(reader.get().marked(origin, line.bytes(), from, line.textTo()));
            return;
        }
        tally.understood(KIND);
        if (!isProgram(line.bytes(), from, line.textTo())) {
            Payload text = Payload.of(Arrays.copyOfRange(line.bytes(), from, line.textTo()));
            Moment at = new Moment(Envelope.HOST, line.timeNanos(), Envelope.NO_DURATION, number, Envelope.OK);
            sink.markerPlaced(at.stamp(witness), text);
        }
    }

    /** Whether an unreadable line can be the next one of a text. */
    boolean isContinuation(TraceLine line) {
        return last != null && !line.hasThread();
    }

    /** The text goes on in this line. */
    void goesOn(TraceLine line, long number) {
        Origin before = last;
        if (before == null) {
            throw new IllegalStateException("line " + number + " continues nothing");
        }
        Origin origin = new Origin(before.tid(), before.timeNanos(), number, true);
        boolean isUnderstood =
                reader.isEmpty() || reader.get().marked(origin, line.bytes(), line.textFrom(), line.textTo());
        count(isUnderstood);
    }

    /** No text goes on behind this line. */
    void end() {
        last = null;
    }

    private void count(boolean isUnderstood) {
        if (isUnderstood) {
            tally.understood(KIND);
        } else {
            tally.irrelevant(KIND);
        }
    }

    private static boolean isProgram(byte[] bytes, int from, int to) {
        boolean hasUnderscore = false;
        int at = from;
        while (at < to && isWordPart(bytes[at])) {
            hasUnderscore |= bytes[at] == '_';
            at++;
        }
        return hasUnderscore && at < to && bytes[at] == ' ';
    }

    private static boolean isWordPart(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_';
    }
}
