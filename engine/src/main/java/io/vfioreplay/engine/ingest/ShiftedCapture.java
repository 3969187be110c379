package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.List;
import java.util.OptionalLong;

/**
 * A capture whose times are brought to another clock.
 *
 * @param capture the capture
 * @param shiftNanos what is added to each time; where it is empty, events come without a time
 */
record ShiftedCapture(Capture capture, OptionalLong shiftNanos) implements Capture {

    @Override
    public List<CaptureFile> files() {
        return capture.files();
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        FlatEventSink next = new Unflattener(sink);
        return capture.readInto(
                new Flattener(
                        (envelope, kind, values, payload) -> next.accept(shifted(envelope), kind, values, payload)),
                numbering,
                progress);
    }

    private Stamp shifted(Envelope envelope) {
        boolean timed = envelope.timeNanos() != Envelope.NO_TIME && shiftNanos.isPresent();
        return new Stamp(
                envelope.position(),
                timed ? envelope.timeNanos() + shiftNanos.getAsLong() : Envelope.NO_TIME,
                envelope.durationNanos(),
                envelope.device(),
                envelope.witness(),
                envelope.record(),
                envelope.result());
    }
}
