package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.hardware.event.EventSink;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The binary trace that one QEMU wrote through its trace backend {@code simple}: the same events as in its log, and how many of
 * them were lost.
 *
 * <p>The trace names its events and tells nothing of their arguments; those are known here, and for other builds declared by
 * QEMU's {@code trace-events-all}. Which thread wrote an event does not show either.
 *
 * <p>Source: QEMU {@code trace/simple.c}, 7.2 to 10.2, version 4 of the format.
 */
public final class SimpleTraceCapture implements Capture {

    /** The stable name of the format. */
    public static final String FORMAT = "qemu simple trace";

    private static final String DECLARATIONS = "trace-events-all";
    private static final int PROGRESS_RECORDS = 1 << 14;

    private final Path file;
    private final ByteOrder order;
    private final DeclaredEvents declared;

    private SimpleTraceCapture(Path file, ByteOrder order, DeclaredEvents declared) {
        this.file = file;
        this.order = order;
        this.declared = declared;
    }

    /**
     * Whether a file that begins like this is a binary trace of QEMU's, of whatever version.
     *
     * @param head the first bytes of the decompressed file, 16 of them where there are
     */
    public static boolean fits(byte[] head) {
        return SimpleHeader.of(head) != null;
    }

    /** Whether a file is, by its name, not a capture but the declarations that belong to one. */
    public static boolean isTraceEventsAll(Path file) {
        return String.valueOf(file.getFileName()).startsWith(DECLARATIONS);
    }

    /**
     * A capture whose beginning was found to be one.
     *
     * @param traceEventsAll the declarations of the events of the QEMU that wrote it
     * @throws CaptureException when it is not, when its version is not known, or when either file cannot be read
     */
    public static SimpleTraceCapture open(Path file, Optional<Path> traceEventsAll) {
        try (ByteSource source = ByteSource.open(file)) {
            SimpleHeader header = SimpleHeader.of(source.peek(SimpleHeader.BYTES));
            if (header == null) {
                throw unknown(file, "this is not a binary trace of QEMU's", "expected its magic number");
            }
            if (header.version() == SimpleHeader.NO_VERSION) {
                throw unknown(file, "the trace ends inside its header", "record it again");
            }
            if (header.version() != SimpleHeader.VERSION) {
                String found = "a binary trace of QEMU's in version %d".formatted(header.version());
                throw unknown(file, found, "expected version 4, which QEMU writes since 2.8");
            }
            return new SimpleTraceCapture(
                    file, header.order(), traceEventsAll.map(DeclaredEvents::of).orElse(DeclaredEvents.none()));
        }
    }

    private static CaptureException unknown(Path file, String found, String advice) {
        return new CaptureException(Code.UNKNOWN_FORMAT, file, 0, found, advice);
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(new CaptureFile(file, FORMAT));
    }

    /** False: its times count from some moment before QEMU began. */
    @Override
    public boolean hasWallClock() {
        return false;
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        RecordTally tally = new RecordTally(Unit.RECORD);
        Output out = new Output(sink, numbering, List.of(tally));
        Scouted scouted = scout();
        try (SimpleTrace trace = new SimpleTrace(file, order, declared)) {
            SimpleReader reader = new SimpleReader(out, new Interpreter(out, scouted), trace);
            reader.begin(scouted);
            while (reader.read()) {
                if (tally.records() % PROGRESS_RECORDS == 0) {
                    progress.bytes(trace.bytes().bytesRead(), trace.bytes().bytesTotal());
                }
            }
            reader.end();
            progress.bytes(trace.bytes().bytesTotal(), trace.bytes().bytesTotal());
        }
        return List.of(tally.summary());
    }

    private Scouted scout() {
        try (SimpleTrace trace = new SimpleTrace(file, order, declared)) {
            return trace.scout();
        }
    }
}
