package io.vfioreplay.engine.capture.mmiotrace;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.hardware.event.EventSink;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of the Linux mmiotrace tracer, from {@code trace_pipe} or {@code trace}.
 *
 * <p>A device is the PCI function whose BAR holds the mapped address, or a mapping in no BAR; it is opened at its first mapping
 * or access, and the BARs of a PCI function are described then. Offsets count from the start of the BAR, or of the mapping.
 * No migration protocol shows in an mmiotrace: devices are opened with {@link io.vfioreplay.hardware.migration.Protocol#V2},
 * of which nothing follows. Config space, DMA and interrupts do not show either.
 *
 * <p>Source: Linux {@code Documentation/trace/mmiotrace.rst}.
 */
public final class MmiotraceCapture implements Capture {

    /** The stable name of the format. */
    public static final String FORMAT = "mmiotrace";

    private static final int HEAD_BYTES = 1 << 14;
    private static final int HEAD_LINES_MAX = 64;
    private static final int PROGRESS_LINES = 1 << 14;

    private final Path file;

    private MmiotraceCapture(Path file) {
        this.file = file;
    }

    /**
     * Whether a file that begins like this is an mmiotrace: most of its first lines are such, where the very first
     * may be torn.
     *
     * @param head the first bytes of the decompressed file, some thousand of them where there are
     */
    public static boolean fits(byte[] head) {
        int good = 0;
        int bad = 0;
        int from = 0;
        for (int to = lineEnd(head, 0); to < head.length; to = lineEnd(head, from)) {
            int end = to > from && head[to - 1] == '\r' ? to - 1 : to;
            TraceLine line = TraceLine.parse(head, from, end);
            bad += line instanceof TraceLine.Damaged ? 1 : 0;
            good += line instanceof TraceLine.Damaged || line instanceof TraceLine.Irrelevant ? 0 : 1;
            if (bad > good + 1 || good + bad >= HEAD_LINES_MAX) {
                break;
            }
            from = to + 1;
        }
        return good > bad;
    }

    private static int lineEnd(byte[] head, int from) {
        int to = from;
        while (to < head.length && head[to] != '\n') {
            to++;
        }
        return to;
    }

    /**
     * A capture whose beginning was found to be one.
     *
     * @throws CaptureException when it is not, or cannot be read
     */
    public static MmiotraceCapture open(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            byte[] head = source.peek(HEAD_BYTES);
            if (head.length == 0) {
                throw new CaptureException(Code.EMPTY, file, 0, "the file is empty", "expected an mmiotrace");
            }
            if (!fits(head)) {
                throw new CaptureException(
                        Code.UNKNOWN_FORMAT,
                        file,
                        0,
                        "this is not an mmiotrace",
                        "expected lines such as \"R 4 77.591310 1 0xfeb80008 0x80080781 0x0 0\"");
            }
            return new MmiotraceCapture(file);
        }
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(new CaptureFile(file, FORMAT));
    }

    /** They count from the boot of the machine that was traced. */
    @Override
    public boolean hasWallClock() {
        return false;
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        RecordTally tally = new RecordTally(Unit.LINE);
        EventSink counting = tally.counting(sink);
        try (LineSource lines = LineSource.open(file)) {
            TraceReader reader = new TraceReader(lines, numbering, tally, counting);
            while (lines.next()) {
                reader.line();
                if (lines.number() % PROGRESS_LINES == 0) {
                    progress.bytes(lines.bytesRead(), lines.bytesTotal());
                }
            }
            reader.end();
            progress.bytes(lines.bytesTotal(), lines.bytesTotal());
        }
        return List.of(tally.summary());
    }
}
