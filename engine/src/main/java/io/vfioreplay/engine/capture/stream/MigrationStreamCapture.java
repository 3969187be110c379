package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.hardware.event.EventSink;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * A migration stream that QEMU 7.2 to 10.x wrote to a file, plain or compressed: what every VFIO device sent on the wire.
 *
 * <p>Each VFIO device is opened at its first section, as a device of {@code device_state} v2, since the stream is the same in
 * both versions. Its data comes as {@code migrationDataCarried}, at most {@value VfioSection#PIECE_BYTES_MAX} bytes at a time,
 * in the order of the stream; the lengths that the pieces announce add up to what the stream announces. Where its configuration
 * and its other tags are comes as marks. A record is a section; no event has a time.
 *
 * <p>Data that went through channels of its own (multifd) is not in the file. A stream without footers (machines older than
 * 2.4) cannot be followed behind the first device that is not VFIO.
 */
public final class MigrationStreamCapture implements Capture {

    private static final String FORMAT = "qemu-migration-stream";
    private static final int MAGIC = 0x5145564d; // "QEVM"
    private static final int VERSION = 3;
    private static final int HEAD_BYTES = 8;

    private final Path file;

    private MigrationStreamCapture(Path file) {
        this.file = file;
    }

    /**
     * Whether a file can be a migration stream.
     *
     * @param head its first bytes, decompressed
     */
    public static boolean fits(byte[] head) {
        if (head.length < HEAD_BYTES) {
            return false;
        }
        ByteBuffer bigEndian = ByteBuffer.wrap(head);
        return bigEndian.getInt() == MAGIC && bigEndian.getInt() == VERSION;
    }

    /**
     * A capture whose head was found to be usable.
     *
     * @param file the file, plain, gzip or Zstandard
     * @throws CaptureException when it cannot be read, is empty, or is of another format
     */
    public static MigrationStreamCapture open(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            byte[] head = source.peek(HEAD_BYTES);
            String advice = "expected a QEMU migration stream, which begins with QEVM and version 3";
            if (head.length == 0) {
                throw new CaptureException(Code.EMPTY, file, 0, "the file is empty", advice);
            }
            if (!fits(head)) {
                throw new CaptureException(Code.UNKNOWN_FORMAT, file, 0, "another format", advice);
            }
        }
        return new MigrationStreamCapture(file);
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(new CaptureFile(file, FORMAT));
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        RecordTally tally = new RecordTally(Unit.SECTION);
        try (StreamBytes bytes = new StreamBytes(ByteSource.open(file), progress)) {
            bytes.pass(HEAD_BYTES);
            new StreamReader(bytes, new Account(sink, numbering, tally)).read();
        }
        return List.of(tally.summary());
    }
}
