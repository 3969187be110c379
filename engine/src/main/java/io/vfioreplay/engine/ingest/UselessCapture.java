package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.nio.file.Path;
import java.util.List;

/**
 * A file beside captures that is none: empty, of no format that is known, or of no use here. It gives one event that says so.
 *
 * @param file the file
 * @param why what is wrong with it, in words that follow its name
 */
record UselessCapture(CaptureFile file, String why) implements Capture {

    /** A file that could not be opened as a capture. */
    static UselessCapture because(Path file, CaptureException why) {
        boolean empty = why.code() == CaptureException.Code.EMPTY;
        return new UselessCapture(
                new CaptureFile(file, empty ? "empty" : "unknown"),
                empty ? "is empty" : "is of no format that is known");
    }

    /** A file that is of a format that is known and cannot be used beside the others. */
    static UselessCapture because(Path file, String why) {
        return new UselessCapture(new CaptureFile(file, "not used"), "was not used: " + why);
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(file);
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        RecordTally tally = new RecordTally(Unit.LINE);
        Stamp stamp = numbering.untimed(Envelope.NO_RECORD);
        sink.captureDamaged(stamp, DamageKind.USELESS, 0, 0, Payload.ofUtf8(file.name() + " " + why));
        tally.event();
        return List.of(tally.summary());
    }
}
