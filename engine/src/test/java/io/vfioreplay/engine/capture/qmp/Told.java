package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.Flattener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What came out of a transcript.
 *
 * @param events in their order
 * @param summary how the lines were accounted for
 */
record Told(List<Event> events, CaptureSummary summary) {

    static Told by(QmpTranscript transcript) {
        return by(transcript, Numbering.ALONE);
    }

    static Told by(QmpTranscript transcript, Numbering numbering) {
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener(
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        return new Told(
                events, transcript.readInto(sink, numbering, Progress.NONE).get(0));
    }

    static Told by(Path file) {
        return by(QmpTranscript.open(file));
    }

    /** The events of one kind. */
    List<Event> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    /** Each event on a line: record, seconds, kind, device unless the host, fields, text, duration in us, result unless done. */
    List<String> lines() {
        return events.stream().map(Told::line).toList();
    }

    private static String line(Event event) {
        long nanos = event.stamp().timeNanos();
        StringBuilder line = new StringBuilder();
        line.append(event.stamp().record()).append(' ');
        line.append(
                nanos == Envelope.NO_TIME ? "-" : nanos / 1_000_000_000 + ".%06d".formatted(nanos / 1000 % 1_000_000));
        line.append(' ').append(event.kind().label());
        if (event.stamp().device() != Envelope.HOST) {
            line.append(" #").append(event.stamp().device());
        }
        List<Field> fields = event.kind().fields();
        for (int i = 0; i < fields.size(); i++) {
            line.append(' ').append(fields.get(i).text(event.values().get(i)));
        }
        if (event.payload().length() > 0) {
            line.append(" '").append(event.payload().utf8()).append('\'');
        }
        if (event.stamp().durationNanos() != Envelope.NO_DURATION) {
            line.append(" in ").append(event.stamp().durationNanos() / 1000);
        }
        return line.append(
                        event.stamp().result() == Envelope.OK
                                ? ""
                                : " " + Errno.name(event.stamp().result()))
                .toString();
    }

    /** A recording that lies beside the tests, in a file. */
    static Path resource(Path directory, String name) {
        String place = "/captures/qemu/" + name + "/source/qmp-transcript.txt";
        Path copy = directory.resolve(name + ".txt");
        try (InputStream in = Objects.requireNonNull(Told.class.getResourceAsStream(place), place)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
