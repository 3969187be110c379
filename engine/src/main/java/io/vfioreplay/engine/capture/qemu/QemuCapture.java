package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one QEMU wrote: the log of its trace events, in one file or one for each thread, with or without time stamps, and the
 * messages on its standard error, in the log or in files of their own. The files are read as one sequence.
 *
 * <p>The migration protocol is found by the first line that shows it; a marker in front of the events says which one.
 *
 * <p>Source: QEMU trace backend {@code log}, 7.2 to 10.2.
 */
public final class QemuCapture implements Capture {

    private static final int PROGRESS_LINES = 1 << 14;
    private static final int PREFIX_BYTES_MAX = 200; // Of a system's log: a time, a host, a unit, a process.
    private static final int THREADS_MAX = 1 << 16;
    private static final String LOG = "qemu log";
    private static final String MESSAGES = "qemu messages";

    private final List<CaptureFile> files;

    private QemuCapture(List<CaptureFile> files) {
        this.files = List.copyOf(files);
    }

    /**
     * The format of a file that begins with these bytes; empty when it is none of QEMU's. An event counts when its text is as QEMU
     * writes it: a rendering by another program has the same names.
     */
    public static Optional<String> format(byte[] head) {
        LogLine line = new LogLine();
        TraceArgs args = new TraceArgs();
        boolean messages = false;
        int from = 0;
        for (int at = 0; at <= head.length; at++) {
            if (at == head.length || head[at] == '\n') {
                line.read(head, from, at);
                if (isEvent(line, args)) {
                    return Optional.of(LOG);
                }
                messages |= line.kind() == LogLine.Kind.MESSAGE;
                from = at + 1;
            }
        }
        return messages ? Optional.of(MESSAGES) : Optional.empty();
    }

    private static boolean isEvent(LogLine line, TraceArgs args) {
        return switch (line.kind()) {
            case EVENT -> Scouted.variant(line.event(), line, args) >= 0;
            case OTHER_EVENT -> line.thread() != LogLine.NO_THREAD;
            case MESSAGE, TEXT, DAMAGED -> false;
        };
    }

    /** What something else, such as a system's log, put in front of a trace event: of the first line on which there is one. */
    public static Optional<String> prefix(byte[] head) {
        LogLine line = new LogLine();
        TraceArgs args = new TraceArgs();
        int from = 0;
        for (int at = 0; at <= head.length; at++) {
            if (at == head.length || head[at] == '\n') {
                int event = eventBehindPrefix(head, from, at, line, args);
                if (event > from) {
                    return Optional.of(new String(head, from, event - from, StandardCharsets.UTF_8));
                }
                from = at + 1;
            }
        }
        return Optional.empty();
    }

    private static int eventBehindPrefix(byte[] head, int from, int to, LogLine line, TraceArgs args) {
        for (int at = from + 1; at < Math.min(to, from + PREFIX_BYTES_MAX); at++) {
            if (head[at - 1] == ' ') {
                line.read(head, at, to);
                if (isEvent(line, args)) {
                    return at;
                }
            }
        }
        return from;
    }

    /** Files of one QEMU whose formats are known; logs go first, whatever the order given. */
    public static QemuCapture of(List<CaptureFile> files) {
        List<CaptureFile> ordered = new ArrayList<>(files);
        ordered.sort((a, b) -> Boolean.compare(isLog(b), isLog(a)));
        return new QemuCapture(ordered);
    }

    private static boolean isLog(CaptureFile file) {
        return file.format().equals(LOG);
    }

    @Override
    public List<CaptureFile> files() {
        return files;
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        List<RecordTally> tallies =
                files.stream().map(file -> new RecordTally(Unit.LINE)).toList();
        Output out = new Output(sink, numbering, tallies);
        Scouted scouted = scout();
        Interpreter interpreter = new Interpreter(out, scouted);
        LineReader reader = new LineReader(out, interpreter);
        try (LogLines lines = open()) {
            long total = lines.bytesTotal();
            for (long count = 0; lines.next(); count++) {
                if (count == 0) {
                    state(out, lines, scouted);
                }
                reader.read(lines.file(), lines.index());
                if (count % PROGRESS_LINES == 0) {
                    progress.bytes(lines.bytesRead(), total);
                }
            }
            interpreter.end();
            endDamage(out, lines);
            progress.bytes(total, total);
        }
        return tallies.stream().map(RecordTally::summary).toList();
    }

    /**
     * What a whole capture tells of its QEMU.
     *
     * @param threads the numbers of its threads, as far as the lines tell them
     * @param devices the names of its devices
     */
    public record Survey(Set<Integer> threads, List<String> devices) {

        /** Nothing is known. */
        public static final Survey NONE = new Survey(Set.of(), List.of());

        /** Keeps copies. */
        public Survey {
            threads = Set.copyOf(threads);
            devices = List.copyOf(devices);
        }
    }

    /** Reads the whole capture for its threads and devices. */
    public Survey survey() {
        Set<Integer> threads = new HashSet<>();
        try (LogLines lines = open()) {
            while (lines.next()) {
                long thread = lines.file().line().thread();
                if (thread > 0 && thread <= Integer.MAX_VALUE && threads.size() < THREADS_MAX) {
                    threads.add((int) thread);
                }
            }
        }
        List<CaptureSummary> summaries = readInto(new PartialEventSink() {}, Numbering.ALONE, Progress.NONE);
        return new Survey(
                threads,
                summaries.stream()
                        .flatMap(summary -> summary.devices().stream())
                        .toList());
    }

    private Scouted scout() {
        try (LogLines lines = open()) {
            return Scouted.of(lines);
        }
    }

    private LogLines open() {
        return new LogLines(
                files.stream().map(CaptureFile::path).toList(),
                files.stream().map(QemuCapture::isLog).toList());
    }

    private static void state(Output out, LogLines lines, Scouted scouted) {
        if (scouted.isVfio()) {
            LogFile file = lines.file();
            out.at(
                    lines.index(),
                    file.source().number(),
                    file.line().timeNanos(),
                    file.line().thread());
            out.sink().markerPlaced(out.stamp(Envelope.HOST), Payload.ofUtf8(scouted.evidence()));
        }
    }

    /** What is wrong with the files themselves. */
    private static void endDamage(Output out, LogLines lines) {
        for (int i = 0; i < lines.files().size(); i++) {
            LogFile file = lines.files().get(i);
            Optional<String> damage = file.source().endDamage();
            if (damage.isPresent()) {
                out.at(i, file.source().number(), file.lastTimeNanos(), LogLine.NO_THREAD);
                out.tally().broken(damage.get());
                out.sink()
                        .captureDamaged(
                                out.stamp(Envelope.HOST),
                                DamageKind.CONTAINER,
                                file.source().end(),
                                0,
                                Payload.ofUtf8(damage.get()));
            }
        }
    }
}
