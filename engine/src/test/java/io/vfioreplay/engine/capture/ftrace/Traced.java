package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.migration.DeviceState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What came out of a trace.
 *
 * @param events in their order
 * @param summary how the lines were accounted for
 */
record Traced(List<Event> events, CaptureSummary summary) {

    private static final FtraceOptions DEFAULTS = FtraceOptions.defaults();

    static Traced of(Path file, FtraceOptions options) {
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener(
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        return new Traced(
                events,
                FtraceCapture.open(file, options)
                        .readInto(sink, Numbering.ALONE, Progress.NONE)
                        .get(0));
    }

    static Traced of(Path file) {
        return of(file, DEFAULTS);
    }

    /** A trace of these bytes, each a character. */
    static Traced ofText(Path directory, String text, FtraceOptions options) {
        return of(write(directory, text), options);
    }

    static Traced ofText(Path directory, String text) {
        return ofText(directory, text, DEFAULTS);
    }

    static Path write(Path directory, String text) {
        return write(directory, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Path write(Path directory, byte[] bytes) {
        try {
            return Files.write(directory.resolve("trace.txt"), bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    List<Event> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    List<Event> of(EventKind kind, int device) {
        return of(kind).stream()
                .filter(event -> event.stamp().device() == device)
                .toList();
    }

    /** The states that a device was asked for, each with how it ended. */
    List<String> states(int device) {
        return of(EventKind.DEVICE_STATE_SET, device).stream()
                .map(event -> DeviceState.unpacked(event.values().get(0)).label() + " "
                        + Errno.name(event.stamp().result()))
                .toList();
    }

    /** Each event on a line: kind, values, device, line, result, bytes, but no time. */
    List<String> lines() {
        return events.stream().map(Traced::line).toList();
    }

    private static String line(Event event) {
        return "%s %s d%d #%d %s %s"
                .formatted(
                        event.kind().label(),
                        event.values(),
                        event.stamp().device(),
                        event.stamp().record(),
                        Errno.name(event.stamp().result()),
                        Arrays.toString(event.payload().toByteArray()));
    }

    /** A trace that lies beside the tests, in a file. */
    static Path resource(Path directory, String name) {
        Path copy = directory.resolve(name.replace('/', '-'));
        try (InputStream in =
                Objects.requireNonNull(Traced.class.getResourceAsStream("/captures/qemu/" + name), name)) {
            if (!Files.exists(copy)) {
                Files.copy(in, copy);
            }
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
