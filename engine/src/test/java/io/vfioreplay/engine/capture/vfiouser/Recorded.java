package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What came out of a capture.
 *
 * @param events in their order
 * @param summary how the packets were accounted for
 */
record Recorded(List<Event> events, CaptureSummary summary) {

    static Recorded of(Path file) {
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener(
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        return new Recorded(
                events,
                VfioUserCapture.open(file)
                        .readInto(sink, Numbering.ALONE, Progress.NONE)
                        .get(0));
    }

    /** The events of one kind. */
    List<Event> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    /** Each event on a line: kind, values, result, record and bytes, but no time. */
    List<String> lines() {
        return events.stream().map(Recorded::line).toList();
    }

    private static String line(Event event) {
        return "%s %s result %d record %d %s"
                .formatted(
                        event.kind().label(),
                        event.values(),
                        event.stamp().result(),
                        event.stamp().record(),
                        Arrays.toString(event.payload().toByteArray()));
    }

    /** A recording that lies beside the tests, in a file. */
    static Path resource(Path directory, String name) {
        Path copy = directory.resolve(name);
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream("/captures/" + name), name)) {
            Files.copy(in, copy);
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
