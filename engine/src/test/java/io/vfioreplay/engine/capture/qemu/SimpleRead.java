package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What came out of a capture.
 *
 * @param events in their order
 * @param summary how the records were accounted for
 */
record SimpleRead(List<Event> events, CaptureSummary summary) {

    static SimpleRead of(Capture capture) {
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener(
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        return new SimpleRead(
                events, capture.readInto(sink, Numbering.ALONE, Progress.NONE).get(0));
    }

    static SimpleRead of(Path directory, SimpleTraceFile trace) {
        return of(directory, trace.toByteArray());
    }

    static SimpleRead of(Path directory, byte[] trace) {
        return of(SimpleTraceCapture.open(write(directory, "simple.bin", trace), Optional.empty()));
    }

    /** Not by Files.write: a file system may flush a file that was emptied first, which takes ms each time. */
    static Path write(Path directory, String name, byte[] content) {
        Path file = directory.resolve(name);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(content);
            out.setLength(content.length);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    /** A recorded file as it is, compressed, for example {@code v1-simple-ftrace/source/simple.bin.gz}. */
    static byte[] compressed(String name) {
        try (InputStream in = resource(name)) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same, decompressed. */
    static byte[] recorded(String name) {
        try (InputStream in = new GZIPInputStream(resource(name))) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(SimpleRead.class.getResourceAsStream("/captures/qemu/" + name), name);
    }

    List<Event> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    /** Everything but times, records and marks, one line each. */
    List<String> told() {
        return events.stream()
                .filter(event -> event.kind() != EventKind.MARKER_PLACED)
                .map(event -> "%d %d %s %s %s"
                        .formatted(
                                event.stamp().device(),
                                event.stamp().result(),
                                event.kind(),
                                event.values(),
                                HexFormat.of().formatHex(event.payload().toByteArray())))
                .toList();
    }

    List<DamageKind> damage() {
        return of(EventKind.CAPTURE_DAMAGED).stream()
                .map(event -> DamageKind.values()[(int) field(event, "damage")])
                .toList();
    }

    long count(String kind) {
        return summary.kinds().getOrDefault(kind, 0L);
    }

    static long field(Event event, String name) {
        return event.value(name).orElseThrow();
    }
}
