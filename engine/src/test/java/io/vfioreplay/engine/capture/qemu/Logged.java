package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.engine.codec.RowCheck;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.migration.DeviceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What came out of the files of one QEMU.
 *
 * @param events in their order, each of which a journal would take
 * @param summaries how the lines of each file were accounted for, logs first
 */
record Logged(List<Event> events, List<CaptureSummary> summaries) {

    private static final int HEAD_BYTES = 1 << 16;

    /** Reads files whose formats are found by their content, as they are when a user names them. */
    static Logged of(Path... files) {
        return of(Arrays.stream(files).map(Logged::recognised).toList());
    }

    /** Reads a log. */
    static Logged ofLog(Path file) {
        return of(List.of(new CaptureFile(file, "qemu log")));
    }

    private static Logged of(List<CaptureFile> files) {
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener((envelope, kind, values, payload) -> {
            RowCheck.check(envelope, kind, values, payload);
            events.add(Event.copyOf(envelope, kind, values, payload));
        });
        return new Logged(events, QemuCapture.of(files).readInto(sink, Numbering.ALONE, Progress.NONE));
    }

    private static CaptureFile recognised(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            byte[] head = new byte[HEAD_BYTES];
            int count = source.read(head, 0, HEAD_BYTES);
            return new CaptureFile(
                    file, QemuCapture.format(Arrays.copyOf(head, count)).orElse("qemu log"));
        }
    }

    /** One log. */
    static Logged of(Path directory, String log) {
        return of(write(directory, "trace.log", log));
    }

    /** A log, and what went to standard error beside it. */
    static Logged of(Path directory, String log, String messages) {
        return of(write(directory, "stderr.txt", messages), write(directory, "trace.log", log));
    }

    static Path write(Path directory, String name, String text) {
        return write(directory, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path directory, String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The events of one kind. */
    List<Event> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    /** What became of the states of all devices. */
    List<String> states() {
        return events.stream()
                .map(Logged::state)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** What became of the states of one device. */
    List<String> states(int device) {
        return events.stream()
                .filter(event -> event.stamp().device() == device)
                .map(Logged::state)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /**
     * {@code STOP_COPY} for a request that did what it should, {@code STOP_COPY!EIO} for one that was refused, {@code reset}, and
     * {@code read 0x6} for a state that was read; empty for all other events.
     */
    private static String state(Event event) {
        String result = result(event.stamp().result());
        return switch (event.kind()) {
            case DEVICE_STATE_SET -> label(event) + result;
            case DEVICE_STATE_READ -> "read " + label(event) + result;
            case DEVICE_RESET -> "reset" + result;
            default -> "";
        };
    }

    private static String label(Event event) {
        return DeviceState.unpacked(event.values().get(0)).label();
    }

    static String result(int result) {
        return switch (result) {
            case Envelope.OK -> "";
            case Envelope.UNOBSERVED -> "?";
            case Envelope.UNANSWERED -> "!unanswered";
            case Envelope.FAILED -> "!failed";
            default -> "!" + Errno.name(result);
        };
    }

    /** {@code mmioRead region=0 offset=0x5 length=1 origin=CPU 60}: everything but the stamp, with the result behind it. */
    static String text(Event event) {
        StringBuilder text = new StringBuilder(event.kind().label());
        for (int i = 0; i < event.values().size(); i++) {
            text.append(' ')
                    .append(event.kind().fields().get(i).name())
                    .append('=')
                    .append(event.kind().fields().get(i).text(event.values().get(i)));
        }
        if (event.payload().length() > 0) {
            boolean isText = event.kind().payloadUse() == EventKind.PayloadUse.TEXT;
            text.append(' ')
                    .append(
                            isText
                                    ? event.payload().utf8()
                                    : hex(event.payload().toByteArray()));
        }
        return text + result(event.stamp().result());
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append("%02x".formatted(each));
        }
        return text.toString();
    }

    /** The words of all events of a kind that carry any. */
    List<String> words(EventKind kind) {
        return of(kind).stream().map(event -> event.payload().utf8()).toList();
    }

    /** How the lines of the only file were accounted for. */
    CaptureSummary summary() {
        if (summaries.size() != 1) {
            throw new IllegalStateException(summaries.size() + " files");
        }
        return summaries.get(0);
    }
}
