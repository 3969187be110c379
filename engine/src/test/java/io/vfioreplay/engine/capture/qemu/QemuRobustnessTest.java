package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariants checked: whatever happens to a log, reading it ends, every line counts once, the journal takes every event, and the
 * lines that nothing happened to give the events that they gave before, in their order.
 *
 * <p>Not compared are events that more than one line makes: states and resets, the last piece of v1 state, the start of the CPUs,
 * and what introduces devices.
 */
final class QemuRobustnessTest {

    private static final long SEED = 20_261_125;
    private static final Set<EventKind> OF_SEVERAL_LINES = Set.of(
            EventKind.DEVICE_OPENED,
            EventKind.DEVICE_STATE_SET,
            EventKind.DEVICE_RESET,
            EventKind.MIGRATION_REGISTER_WRITTEN,
            EventKind.VCPUS_STARTED,
            EventKind.MARKER_PLACED,
            EventKind.CAPTURE_DAMAGED);

    @TempDir
    private Path directory;

    private byte[] log = new byte[0];
    private List<LineEvent> events = List.of();

    /** An event and the line that it is from. */
    private record LineEvent(long line, String text) {}

    @BeforeEach
    void readTheLog() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                QemuRobustnessTest.class.getResourceAsStream("/captures/qemu/v2-mismatch/destination/trace.log"))) {
            log = in.readAllBytes();
        }
        events = events(Logged.of(Logged.write(directory, "trace.log", log)));
        assertThat(events).hasSizeGreaterThan(20);
    }

    @Test
    void flippedBit_costsNoMoreThanItsLine() {
        Random random = new Random(SEED);
        for (int at = 0; at < log.length; at++) {
            int bit = 1 << random.nextInt(Byte.SIZE);
            byte[] flipped = log.clone();
            flipped[at] ^= (byte) bit;
            long line = line(at);
            long other = log[at] == '\n' ? line + 1 : line;
            List<LineEvent> untouched = events.stream()
                    .filter(event -> event.line() != line && event.line() != other)
                    .toList();
            check(flipped, untouched, "seed %d, bit 0x%x at %d".formatted(SEED, bit, at));
        }
    }

    @Test
    void cutLog_keepsTheLinesInFrontOfTheCut() {
        for (int at = 0; at < log.length; at++) {
            long line = line(at);
            List<LineEvent> whole =
                    events.stream().filter(event -> event.line() < line).toList();
            check(Arrays.copyOf(log, at), whole, "cut at " + at);
        }
    }

    @Test
    void logWithoutItsBeginning_keepsTheLinesBehindTheCut() {
        for (int at = 0; at < log.length; at += 7) {
            long line = line(at);
            List<LineEvent> whole =
                    events.stream().filter(event -> event.line() > line).toList();
            check(Arrays.copyOfRange(log, at, log.length), whole, "from " + at);
        }
    }

    @Test
    void garbageBetweenTheLines_costsNone() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream mixed = new ByteArrayOutputStream();
            for (int at = 0; at < log.length; at++) {
                mixed.write(log[at]);
                if (log[at] == '\n' && random.nextInt(3) == 0) {
                    mixed.writeBytes(garbage(random));
                    mixed.write('\n');
                }
            }
            check(mixed.toByteArray(), events, "seed %d round %d".formatted(SEED, round));
        }
    }

    @Test
    void noise_neverStopsAnImport() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            byte[] noisy = log.clone();
            for (int i = 0; i < 1 + random.nextInt(200); i++) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
            }
            check(noisy, List.of(), "seed %d round %d".formatted(SEED, round));
        }
    }

    /** Random bytes, or a piece out of the log. */
    private byte[] garbage(Random random) {
        byte[] bytes = new byte[random.nextInt(80)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        } else {
            System.arraycopy(log, random.nextInt(log.length - bytes.length), bytes, 0, bytes.length);
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i];
        }
        return bytes;
    }

    private void check(byte[] content, List<LineEvent> expected, String what) {
        Logged read = Logged.ofLog(Logged.write(directory, "trace.log", content));
        assertThat(read.summary().records()).as(what).isEqualTo(lines(content));
        assertThat(read.of(EventKind.CAPTURE_DAMAGED)).as(what).hasSize((int)
                read.summary().damaged());
        List<String> texts = events(read).stream().map(LineEvent::text).toList();
        int next = 0;
        for (LineEvent event : expected) {
            int found = texts.subList(next, texts.size()).indexOf(event.text());
            assertThat(found).as("%s: %s", what, event).isNotNegative();
            next += found + 1;
        }
    }

    private static List<LineEvent> events(Logged log) {
        List<LineEvent> events = new ArrayList<>();
        log.events().stream()
                .filter(event -> !OF_SEVERAL_LINES.contains(event.kind()))
                .forEach(event -> events.add(new LineEvent(event.stamp().record(), Logged.text(event))));
        return events;
    }

    /** The number of the line that holds this byte, its line end included. */
    private long line(int at) {
        long line = 1;
        for (int i = 0; i < at; i++) {
            line += log[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static long lines(byte[] content) {
        long ends = 0;
        for (byte each : content) {
            ends += each == '\n' ? 1 : 0;
        }
        return ends + (content.length == 0 || content[content.length - 1] == '\n' ? 0 : 1);
    }
}
