package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A text that Linux ftrace gave: the file {@code trace}, what was read from {@code trace_pipe}, or a report of trace-cmd. What
 * the probes in it mean is said by a {@link Mapping}; the function tracers' lines are counted and passed over.
 *
 * <p>The file is read twice: first to see which events there are, then to make them into events of devices. An entry probe and
 * its return probe are one event, whose record is the line of the return. Times are taken as they are; {@link #clock()} says
 * what they count from. No line stops the reading.
 *
 * <p>Source: Linux {@code Documentation/trace/ftrace.rst} and {@code kprobetrace.rst}.
 */
public final class FtraceCapture implements Capture {

    private static final String FORMAT = "ftrace text";
    private static final long PROGRESS_LINES = 1 << 16;
    private static final long CLOCK_LINES_MAX = 1 << 16;
    private static final byte[] TRACER = "# tracer: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MMIOTRACE = "# tracer: mmiotrace".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final FtraceOptions options;
    private final TraceClock clock;

    private FtraceCapture(Path file, FtraceOptions options, TraceClock clock) {
        this.file = file;
        this.options = options;
        this.clock = clock;
    }

    /**
     * Whether a text is one of ftrace: it begins with {@code # tracer:} (of another tracer than mmiotrace), or most of its
     * lines are lines of ftrace.
     *
     * @param head the first bytes of the (decompressed) file; the more, the surer
     */
    public static boolean fits(byte[] head) {
        if (begins(head, TRACER)) {
            return !begins(head, MMIOTRACE);
        }
        TraceLine line = new TraceLine();
        int known = 0;
        int unknown = 0;
        int from = 0;
        while (from < head.length) {
            int to = from;
            while (to < head.length && head[to] != '\n') {
                to++;
            }
            if (to < head.length || from == 0) {
                switch (line.read(head, from, to > from && head[to - 1] == '\r' ? to - 1 : to)) {
                    case EVENT, FUNCTION, FUNCTION_GRAPH -> known++;
                    case UNREADABLE, STACK_TRACE -> unknown++;
                    case HEADER, LOST -> {}
                }
            }
            from = to + 1;
        }
        return known > unknown;
    }

    private static boolean begins(byte[] bytes, byte[] with) {
        return bytes.length >= with.length && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
    }

    /**
     * Opens a trace and looks at its first time. Whether it {@link #fits} is not asked: of a file that does not, every line is
     * damaged.
     *
     * @throws io.vfioreplay.engine.capture.CaptureException when it is not a plain file, or cannot be read
     */
    public static FtraceCapture open(Path file, FtraceOptions options) {
        TraceLine line = new TraceLine();
        try (LineSource source = LineSource.open(file)) {
            while (source.number() < CLOCK_LINES_MAX && source.next()) {
                TraceLine.Kind kind = line.read(source.bytes(), source.from(), source.to());
                if (kind == TraceLine.Kind.EVENT || kind == TraceLine.Kind.FUNCTION) {
                    return new FtraceCapture(file, options, TraceClock.of(line.timeNanos()));
                }
            }
        }
        return new FtraceCapture(file, options, TraceClock.MONOTONIC);
    }

    /** What the times of the events count from, by the first of them. */
    public TraceClock clock() {
        return clock;
    }

    @Override
    public boolean hasWallClock() {
        return clock == TraceClock.WALL;
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(new CaptureFile(file, FORMAT));
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        EventTable table = new EventTable(options.mappings());
        Survey survey = survey(table, progress);
        RecordTally tally = new RecordTally(Unit.LINE);
        EventSink counting = tally.counting(sink);
        Translator translator =
                new Translator(new Translator.Setting(options, table, survey), numbering, tally, counting);
        try (LineSource source = LineSource.open(file)) {
            long total = source.bytesTotal();
            while (source.next()) {
                translator.line(source);
                if (source.number() % PROGRESS_LINES == 0) {
                    progress.bytes(total / 2 + source.bytesRead() / 2, total);
                }
            }
            translator.end(source);
            progress.bytes(total, total);
        }
        if (options.threads().isPresent() && tally.summary().events() == 0) {
            tellThatNothingConcernsTheThreads(counting, numbering);
        }
        return List.of(tally.summary());
    }

    private void tellThatNothingConcernsTheThreads(EventSink sink, Numbering numbering) {
        Stamp stamp = numbering.untimed(Envelope.NO_RECORD);
        String why = file.getFileName() + " shows nothing of this host's VMM: none of its threads ran into a probe";
        sink.captureDamaged(stamp, DamageKind.USELESS, 0, 0, Payload.ofUtf8(why));
    }

    private Survey survey(EventTable table, Progress progress) {
        Survey survey = new Survey(table);
        TraceLine line = new TraceLine();
        try (LineSource source = LineSource.open(file)) {
            while (source.next()) {
                line.read(source.bytes(), source.from(), source.to());
                survey.line(line);
                if (source.number() % PROGRESS_LINES == 0) {
                    progress.bytes(source.bytesRead() / 2, source.bytesTotal());
                }
            }
        }
        table.choose();
        return survey;
    }
}
