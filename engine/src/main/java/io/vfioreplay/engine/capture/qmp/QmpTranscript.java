package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.MigrationSide;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A transcript of QMP: a text with one message per line in any of the shapes that {@link QmpLine} knows, of one VMM or of both.
 *
 * <p>What a VMM said about the migration becomes an event when it is another than before; the states that it tells of its
 * devices become state sets of protocol v2, of devices named like {@code vf0 of src}. A reply is an event at the time of its line,
 * a QMP event one at its own time; {@link TimeOrder} says in which order they come. On which side a VMM is, a first pass over the
 * file finds out, as {@link Sides} says. Memory is bounded in both.
 *
 * <p>Source: QEMU, docs/interop/qmp-spec.rst.
 */
public final class QmpTranscript implements Capture {

    private static final String FORMAT = "qmp transcript";
    private static final int PROGRESS_LINES = 1 << 12;

    private final Path file;
    private final Scope scope;

    private QmpTranscript(Path file, Scope scope) {
        this.file = file;
        this.scope = scope;
    }

    /**
     * What is taken from the file.
     *
     * @param sides the side of each VMM, by its name
     * @param only the one side that is wanted; empty for all
     */
    record Scope(Map<String, MigrationSide> sides, Optional<MigrationSide> only) {}

    /** Whether a (decompressed) file that begins so is a transcript; {@code head} is its first 64 KiB, or all of it. */
    public static boolean fits(byte[] head) {
        return Recognition.fits(head);
    }

    /**
     * A transcript, with what it tells of every VMM.
     *
     * @throws CaptureException when it cannot be read, is empty, or holds no message
     */
    public static QmpTranscript open(Path file) {
        return open(file, Optional.empty());
    }

    /**
     * A transcript, with what it tells of the VMM of one side. Lines of the other VMM are irrelevant then; those of a VMM
     * whose side is not known are taken.
     *
     * @throws CaptureException when it cannot be read, is empty, or holds no message
     */
    public static QmpTranscript open(Path file, Optional<MigrationSide> only) {
        Sides sides = new Sides();
        try (LineSource lines = LineSource.open(file)) {
            while (lines.next()) {
                sides.line(QmpLine.of(lines.text()));
            }
            if (sides.messages() == 0) {
                throw unusable(file, lines);
            }
        }
        return new QmpTranscript(file, new Scope(sides.sides(), only));
    }

    private static CaptureException unusable(Path file, LineSource lines) {
        String advice = "expected messages such as {\"execute\": \"query-migrate\"} and their replies, one a line";
        if (lines.endDamage().isPresent()) {
            String found = "no message is there ahead of the damage ("
                    + lines.endDamage().get() + ")";
            return new CaptureException(Code.BROKEN_COMPRESSION, file, 0, found, advice);
        }
        if (lines.number() == 0) {
            return new CaptureException(Code.EMPTY, file, 0, "the file is empty", advice);
        }
        String found = "none of its " + lines.number() + " lines holds a QMP message";
        return new CaptureException(Code.UNKNOWN_FORMAT, file, 0, found, advice);
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(new CaptureFile(file, FORMAT));
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        RecordTally tally = new RecordTally(Unit.LINE);
        FlatEventSink next = new Unflattener(sink);
        TimeOrder order = new TimeOrder((envelope, kind, values, payload) -> {
            tally.event();
            next.accept(envelope, kind, values, payload);
        });
        Interpreter interpreter = new Interpreter(scope, numbering, tally, order);
        try (LineSource lines = LineSource.open(file)) {
            while (lines.next()) {
                interpreter.line(place(lines), QmpLine.of(lines.text()));
                if (lines.number() % PROGRESS_LINES == 0) {
                    progress.bytes(lines.bytesRead(), lines.bytesTotal());
                }
            }
            interpreter.end();
            lines.endDamage().ifPresent(why -> {
                tally.broken(why);
                tally.event();
                sink.captureDamaged(
                        numbering.untimed(lines.number()), DamageKind.CONTAINER, lines.end(), 0, Payload.ofUtf8(why));
            });
            progress.bytes(lines.bytesTotal(), lines.bytesTotal());
        }
        return List.of(tally.summary());
    }

    private static LinePlace place(LineSource lines) {
        return new LinePlace(lines.number(), lines.offset(), lines.to() - lines.from(), lines.isCut(), lines.isTorn());
    }
}
