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
 * A file beside captures that is none: empty, or of no format that is known. It gives one event that says so.
 *
 * @param path the file
 * @param why what is wrong with it
 */
record UselessCapture(Path path, CaptureException why) implements Capture {

    @Override
    public List<CaptureFile> files() {
        return List.of(new CaptureFile(path, why.code() == CaptureException.Code.EMPTY ? "empty" : "unknown"));
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        RecordTally tally = new RecordTally(Unit.LINE);
        String name = files().get(0).name();
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                Envelope.NO_TIME,
                Envelope.NO_DURATION,
                Envelope.HOST,
                numbering.witness(),
                Envelope.NO_RECORD,
                Envelope.OK);
        String text = why.code() == CaptureException.Code.EMPTY
                ? name + " is empty"
                : name + " is of no format that is known";
        sink.captureDamaged(stamp, DamageKind.USELESS, 0, 0, Payload.ofUtf8(text));
        tally.event();
        return List.of(tally.summary());
    }
}
