package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of QEMU's files and accounts for each: events and messages go to the {@link Interpreter}, what is left of a
 * line is reported as damage. One thread.
 *
 * <p>Where several events stand on one line, because its line end was lost, all are read. Where one event stands on two lines,
 * because its text holds a line end, both are. A line counts once, as what it begins with.
 */
final class LineReader {

    private static final String MESSAGE = "(message)";
    private static final String TEXT = "(text)";
    private static final int SHOWN_BYTES_MAX = 60;
    private static final TraceFormat SECOND_LINE = TraceFormat.of("  size: 0x%x, offset: 0x%x, flags: 0x%x");
    private static final long NO_LINE = -1;

    private final Output out;
    private final Interpreter interpreter;
    private final TraceArgs args = new TraceArgs();
    private final LogLine rest = new LogLine();
    private final LogLineEnd end = new LogLineEnd();
    private @Nullable QemuEvent continued;
    private int continuedFile;
    private long continuedLine = NO_LINE;

    LineReader(Output out, Interpreter interpreter) {
        this.out = out;
        this.interpreter = interpreter;
    }

    /** The next line of this file, which is the one of this index. */
    void read(LogFile file, int index) {
        LogLine line = file.line();
        LineSource source = file.source();
        place(file, index, line);
        if (source.isCut()) {
            damaged(source, DamageKind.RECORD, "a line of more than " + LineSource.LINE_BYTES_MAX + " bytes");
        } else if (source.isTorn() && line.kind() != LogLine.Kind.TEXT) {
            torn(line, source);
        } else if (line.holeBytes() > 0) {
            pieces(file, index, line);
            damaged(
                    source,
                    DamageKind.CUT,
                    line.holeBytes() + " NUL bytes: the file was emptied while QEMU wrote to it");
        } else if (isSecondLine(line, index, source.number())) {
            QemuEvent event = event(continued);
            interpreter.secondLine(event, args);
            out.tally().understood(event.label());
        } else {
            take(file, index, line);
        }
    }

    private void place(LogFile file, int index, LogLine line) {
        long time = line.timeNanos() == Envelope.NO_TIME ? file.lastTimeNanos() : line.timeNanos();
        out.at(index, file.source().number(), time, line.thread());
    }

    /** What is left of an event may be another one (RUNNING of RUNNING_P2P); what is left of a message is still one. */
    private void torn(LogLine line, LineSource source) {
        if (line.kind() == LogLine.Kind.MESSAGE) {
            interpreter.message(line.bytes(), line.textFrom(), line.textTo());
        }
        damaged(source, DamageKind.CUT, "the file ends inside the line " + shown(line));
    }

    /** Whether the line is the second one of the event before it. */
    private boolean isSecondLine(LogLine line, int index, long number) {
        return continued != null
                && continuedFile == index
                && continuedLine + 1 == number
                && line.kind() == LogLine.Kind.TEXT
                && SECOND_LINE.matches(line.bytes(), line.textFrom(), line.textTo(), args, false);
    }

    private static QemuEvent event(@Nullable QemuEvent event) {
        if (event == null) {
            throw new IllegalStateException("no event is continued");
        }
        return event;
    }

    private void take(LogFile file, int index, LogLine line) {
        boolean whole = pieces(file, index, line);
        switch (line.kind()) {
            case EVENT -> {
                if (whole) {
                    out.tally().understood(line.event().label());
                } else {
                    String what = "%s with %s; expected %s"
                            .formatted(line.event().label(), shown(line), expected(line.event()));
                    damaged(file.source(), DamageKind.RECORD, what);
                }
            }
            case OTHER_EVENT -> counted(file.source(), whole, line.name(), line);
            case MESSAGE -> out.tally().understood(MESSAGE);
            case TEXT -> counted(file.source(), whole, TEXT, line);
            case DAMAGED -> damaged(file.source(), DamageKind.RECORD, "what is left of a line: " + shown(line));
        }
    }

    private void counted(LineSource source, boolean whole, String kind, LogLine line) {
        if (whole) {
            out.tally().irrelevant(kind);
        } else {
            damaged(source, DamageKind.RECORD, "several events on one line: " + shown(line));
        }
    }

    /** Uses every event on a line; false where one of them does not fit. */
    private boolean pieces(LogFile file, int index, LogLine line) {
        int to = end.of(line);
        boolean whole = uses(line, to, index, file.source().number());
        while (to < line.textTo()) {
            rest.read(line.bytes(), to, line.textTo());
            to = end.of(rest);
            place(file, index, rest);
            whole &= uses(rest, to, index, file.source().number());
        }
        return whole;
    }

    private boolean uses(LogLine piece, int to, int index, long number) {
        return switch (piece.kind()) {
            case EVENT -> fits(piece, to, false, index, number) || fits(piece, to, true, index, number);
            case MESSAGE -> {
                interpreter.message(piece.bytes(), piece.textFrom(), to);
                yield true;
            }
            case OTHER_EVENT, TEXT -> true;
            case DAMAGED -> false;
        };
    }

    private boolean fits(LogLine piece, int to, boolean open, int index, long number) {
        QemuEvent event = piece.event();
        List<TraceFormat> formats = event.formats();
        for (int variant = 0; variant < formats.size(); variant++) {
            if (formats.get(variant).matches(piece.bytes(), piece.textFrom(), to, args, open)) {
                interpreter.event(event, variant, args);
                boolean isFirst = event.hasSecondLine() && variant == 0;
                continued = isFirst ? event : continued;
                continuedFile = isFirst ? index : continuedFile;
                continuedLine = isFirst ? number : continuedLine;
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
