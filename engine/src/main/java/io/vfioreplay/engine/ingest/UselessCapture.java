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
 * A file beside captures that gives nothing: empty, of no format that is known, of no use here, or compressed and broken. It gives
 * one event that says so.
 *
 * @param file the file
 * @param damage {@link DamageKind#USELESS}, or what else it is where something must have been in it
 * @param why what is wrong with it, in words that follow its name
 */
record UselessCapture(CaptureFile file, DamageKind damage, String why) implements Capture {

    /** A file that could not be opened as a capture. */
    static UselessCapture because(Path file, CaptureException why) {
        return switch (why.code()) {
            case EMPTY -> useless(file, "empty", "is empty");
            case UNKNOWN_FORMAT, WRONG_LINK_TYPE -> useless(file, "unknown", "is of no format that is known");
            case NOT_READABLE -> useless(file, "unknown", why.found());
            case BROKEN_COMPRESSION ->
                new UselessCapture(
                        new CaptureFile(file, "unknown"), DamageKind.CONTAINER, "gives nothing: " + why.found());
        };
    }

    /** A file that is of a format that is known and cannot be used beside the others. */
    static UselessCapture because(Path file, String why) {
        return useless(file, "not used", "was not used: " + why);
    }

    private static UselessCapture useless(Path file, String format, String why) {
        return new UselessCapture(new CaptureFile(file, format), DamageKind.USELESS, why);
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(file);
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        RecordTally tally = new RecordTally(Unit.LINE);
        Stamp stamp = numbering.untimed(Envelope.NO_RECORD);
        sink.captureDamaged(stamp, damage, 0, 0, Payload.ofUtf8(file.name() + " " + why));
        tally.event();
        if (damage != DamageKind.USELESS) {
            tally.broken(why);
        }
        return List.of(tally.summary());
    }
}
