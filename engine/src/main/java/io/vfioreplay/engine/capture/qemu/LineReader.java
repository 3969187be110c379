package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import java.util.List;

/**
 * Reads the lines of QEMU's files and accounts for each: events and messages go to the {@link Interpreter}, what is left of a
 * line is reported as damage. One thread.
 *
 * <p>Where two events stand on one line, because its line end was lost, both are read.
 */
final class LineReader {

    private static final String MESSAGE = "(message)";
    private static final String TEXT = "(text)";
    private static final int SHOWN_BYTES_MAX = 60;

    private final Output out;
    private final Interpreter interpreter;
    private final TraceArgs args = new TraceArgs();
    private final LogLine rest = new LogLine();

    LineReader(Output out, Interpreter interpreter) {
        this.out = out;
        this.interpreter = interpreter;
    }

    /** The next line of this file, which is the one of this index. */
    void read(LogFile file, int index) {
        LogLine line = file.line();
        LineSource source = file.source();
        long time = line.timeNanos() == Envelope.NO_TIME ? file.lastTimeNanos() : line.timeNanos();
        out.at(index, source.number(), time, line.thread());
        if (source.isCut()) {
            damaged(source, DamageKind.RECORD, "a line of more than " + LineSource.LINE_BYTES_MAX + " bytes");
        } else if (source.isTorn() && line.kind() != LogLine.Kind.TEXT) {
            damaged(source, DamageKind.CUT, "the file ends inside the line " + shown(line));
        } else {
            take(line, source);
        }
    }

    private void take(LogLine line, LineSource source) {
        switch (line.kind()) {
            case EVENT -> event(line, source);
            case OTHER_EVENT -> out.tally().irrelevant(line.name());
            case MESSAGE -> {
                interpreter.message(line.bytes(), line.textFrom(), line.textTo());
                out.tally().understood(MESSAGE);
            }
            case TEXT -> out.tally().irrelevant(TEXT);
            case DAMAGED -> damaged(source, DamageKind.RECORD, "what is left of a line: " + shown(line));
        }
    }

    private void event(LogLine line, LineSource source) {
        QemuEvent event = line.event();
        if (matches(line, event)) {
            out.tally().understood(event.label());
            return;
        }
        int second = LogLineEnd.secondEvent(line.bytes(), line.textFrom(), line.textTo());
        if (second > 0 && both(line, second)) {
            out.tally().understood(event.label());
            return;
        }
        damaged(
                source,
                DamageKind.RECORD,
                "%s with %s; expected %s".formatted(event.label(), shown(line), expected(event)));
    }

    /** Whether the line is two events, the second beginning at {@code second}; what fits of them is used all the same. */
    private boolean both(LogLine line, int second) {
        int end = line.textTo();
        boolean first = fits(line.event(), line.bytes(), line.textFrom(), second);
        rest.read(line.bytes(), second, end);
        boolean other = rest.kind() == LogLine.Kind.EVENT && matches(rest, rest.event());
        return first && other;
    }

    private boolean matches(LogLine line, QemuEvent event) {
        return fits(event, line.bytes(), line.textFrom(), line.textTo());
    }

    private boolean fits(QemuEvent event, byte[] bytes, int from, int to) {
        return fits(event, bytes, from, to, false) || fits(event, bytes, from, to, true);
    }

    private boolean fits(QemuEvent event, byte[] bytes, int from, int to, boolean open) {
        List<TraceFormat> formats = event.formats();
        for (int variant = 0; variant < formats.size(); variant++) {
            if (formats.get(variant).matches(bytes, from, to, args, open)) {
                interpreter.event(event, variant, args);
                return true;
            }
        }
        return false;
    }

    private void damaged(LineSource source, DamageKind kind, String what) {
        String text = "line %d, byte %d: %s".formatted(source.number(), source.offset(), what);
        out.tally().damaged(text);
        out.sink()
                .captureDamaged(
                        out.stamp(Envelope.HOST),
                        kind,
                        source.offset(),
                        source.to() - source.from(),
                        Payload.ofUtf8(text));
    }

    private static String expected(QemuEvent event) {
        return "\"" + event.formats().get(event.formats().size() - 1).pattern() + "\"";
    }

    private static String shown(LogLine line) {
        String text = line.text();
        return "\"" + (text.length() > SHOWN_BYTES_MAX ? text.substring(0, SHOWN_BYTES_MAX) + "..." : text) + "\"";
    }
}
