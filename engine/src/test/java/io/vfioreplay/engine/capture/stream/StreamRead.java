package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * What came out of a stream.
 *
 * @param events in their order
 * @param summary how the sections were accounted for
 */
record StreamRead(List<Event> events, CaptureSummary summary) {

    static StreamRead of(Path file) {
        return of(file, Numbering.ALONE);
    }

    static StreamRead of(Path file, Numbering numbering) {
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener(
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        List<CaptureSummary> summaries = MigrationStreamCapture.open(file).readInto(sink, numbering, Progress.NONE);
        return new StreamRead(events, summaries.get(0));
    }

    /** Reads a stream that is in memory, through a file in {@code directory}. */
    static StreamRead of(Path directory, byte[] stream) {
        Path file = directory.resolve("stream");
        // Not by Files.write: a file system may flush a file that was emptied first, which takes ms each time.
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(stream);
            out.setLength(stream.length);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return of(file);
    }

    /** The bytes of a recorded stream, for example {@code v1-file-ok/wire/stream.bin}, decompressed. */
    static byte[] recorded(String name) {
        try (InputStream in = new GZIPInputStream(resource(name))) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A recorded stream as it is, compressed. */
    static InputStream resource(String name) {
        return Objects.requireNonNull(StreamRead.class.getResourceAsStream("/captures/qemu/" + name + ".gz"), name);
    }

    /** The events of one kind. */
    List<Event> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    /** Device, section, length announced and bytes there, of each piece of data. */
    List<String> pieces() {
        return of(EventKind.MIGRATION_DATA_CARRIED).stream()
                .map(event -> "device %d section %d: %d of %d"
                        .formatted(
                                event.stamp().device(),
                                field(event, "section"),
                                event.payload().length(),
                                field(event, "length")))
                .toList();
    }

    /** All data of a device, in the order of the stream. */
    byte[] data(int device) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Event event : of(EventKind.MIGRATION_DATA_CARRIED)) {
            if (event.stamp().device() == device) {
                all.writeBytes(event.payload().toByteArray());
            }
        }
        return all.toByteArray();
    }

    /** The kinds of damage, in the order of the stream. */
    List<DamageKind> damage() {
        return of(EventKind.CAPTURE_DAMAGED).stream()
                .map(event -> DamageKind.values()[(int) field(event, "damage")])
                .toList();
    }

    /** What was said of damage, in the order of the stream. */
    List<String> damageTexts() {
        return of(EventKind.CAPTURE_DAMAGED).stream()
                .map(event -> event.payload().utf8())
                .toList();
    }

    /** The marks that were placed, in the order of the stream. */
    List<String> marks() {
        return of(EventKind.MARKER_PLACED).stream()
                .map(event -> event.payload().utf8())
                .toList();
    }

    /** Everything but the marks and the bytes of the data. */
    List<String> shape() {
        return events.stream()
                .filter(event -> event.kind() != EventKind.MARKER_PLACED)
                .map(event -> event.kind() == EventKind.MIGRATION_DATA_CARRIED
                        ? event.stamp() + " " + event.values() + " " + event.payload()
                        : event.toString().replaceAll("payload=.*", "")
                                + event.payload().utf8())
                .toList();
    }

    static long field(Event event, String name) {
        return event.value(name).orElseThrow();
    }
}
