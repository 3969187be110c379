package io.vfioreplay.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.mmiotrace.MmiotraceCapture;
import io.vfioreplay.engine.diff.AccessDiff.Counts;
import io.vfioreplay.engine.diff.AccessDiff.WindowPair;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest kernel and its QEMU recorded the same accesses: what the one told must be what the other told. */
final class AccessWitnessesTest {

    private static final String CASE = "/captures/qemu/mmiotrace-e1000/";
    private static final Pattern QEMU = Pattern.compile(
            ".*:memory_region_ops_(read|write) cpu \\d+ mr \\S+ addr 0x(\\w+) value 0x(\\w+) size (\\d) name .*");
    private static final int ACCESSES = 14_046;

    @TempDir
    private Path directory;

    @Test
    void kernelAndQemu_agreeAboutEveryAccess() throws IOException {
        AccessDiff diff = AccessDiff.between(run(kernel()), run(qemu()));

        assertThat(diff.counts()).isEqualTo(new Counts(ACCESSES, 0, 0, 0, 0, 0));
        assertThat(diff.windows()).containsExactly(new WindowPair(0, 0, 0, 0, 0xfeb8_0000L));
        assertThat(diff.first()).isEmpty();
    }

    @Test
    void kernelAndQemu_disagreeWhereOneOfThemWasAltered() throws IOException {
        List<Event> qemu = qemu();
        Event altered = qemu.get(5000);
        qemu.set(
                5000,
                new Event(altered.stamp(), altered.kind(), altered.values(), Payload.ofLittleEndian(0x4bad_f00dL, 4)));
        qemu.remove(9000);
        AccessDiff diff = AccessDiff.between(run(kernel()), run(qemu));

        assertThat(diff.counts()).isEqualTo(new Counts(ACCESSES - 2, 0, 1, 1, 0, 0));
        assertThat(diff.first().orElseThrow().b().orElseThrow().payload().littleEndian())
                .isEqualTo(0x4bad_f00dL);
    }

    private List<Event> kernel() throws IOException {
        Path file = directory.resolve("mmiotrace.txt.gz");
        if (!Files.exists(file)) {
            try (InputStream in = resource("mmiotrace.txt.gz")) {
                Files.copy(in, file);
            }
        }
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener(
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        MmiotraceCapture.open(file).readInto(sink, Numbering.ALONE, Progress.NONE);
        return events;
    }

    /** Independent of the readers of captures, and with absolute addresses. */
    private static List<Event> qemu() throws IOException {
        List<Event> events = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(resource("qemu-trace.log.gz")), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher access = QEMU.matcher(line);
                if (access.matches()) {
                    events.add(event(access));
                }
            }
        }
        return events;
    }

    private static Event event(Matcher access) {
        int width = Integer.parseInt(access.group(4));
        return new Event(
                Stamp.at(Envelope.NO_TIME, 0),
                access.group(1).equals("write") ? EventKind.MMIO_WRITTEN : EventKind.MMIO_READ,
                List.of(0L, Long.parseUnsignedLong(access.group(2), 16), (long) width, -1L),
                Payload.ofLittleEndian(Long.parseUnsignedLong(access.group(3), 16), width));
    }

    private static EventSource run(List<Event> events) {
        return (from, to, sink) -> {
            for (int i = (int) from; i < Math.min(to, events.size()); i++) {
                Event event = events.get(i);
                new Event(event.stamp().withPosition(i), event.kind(), event.values(), event.payload()).sendTo(sink);
            }
        };
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(AccessWitnessesTest.class.getResourceAsStream(CASE + name), name);
    }
}
