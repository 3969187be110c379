package io.vfioreplay.engine.capture.mmiotrace;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out of an mmiotrace.
 *
 * @param events in their order
 * @param summary how the lines were accounted for
 */
record Imported(List<Event> events, CaptureSummary summary) {

    static Imported of(Path file) {
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener(
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        return new Imported(
                events,
                MmiotraceCapture.open(file)
                        .readInto(sink, Numbering.ALONE, Progress.NONE)
                        .get(0));
    }

    /** A text as a file. */
    static Imported of(Path directory, String text) {
        try {
            return of(Files.writeString(directory.resolve("trace.txt"), text));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The events of one kind. */
    List<Event> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }
}
