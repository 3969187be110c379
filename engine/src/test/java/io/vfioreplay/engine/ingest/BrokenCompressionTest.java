package io.vfioreplay.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Flattener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A capture whose compressed file is broken gives what its content gives up to there, and one event of damage more. */
final class BrokenCompressionTest {

    private static final int TRAILER_BYTES = 8;
    private static final int FRAME_BYTES = 5000;

    @TempDir
    private Path temp;

    /** What came of a directory or a file. */
    private record Told(List<Event> events, CaptureSummary summary) {
        Event last() {
            return events.get(events.size() - 1);
        }

        /** Without the events of damage that the end of the compression makes. */
        List<String> withoutTheLast() {
            return events.subList(0, events.size() - 1).stream().map(Told::line).toList();
        }

        List<String> lines() {
            return events.stream().map(Told::line).toList();
        }

        private static String line(Event event) {
            return event.kind() + " " + event.values() + " " + event.stamp().record() + " "
                    + Arrays.toString(event.payload().toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f12-source.pcap.gz",
                "qemu/v2-ok/destination/trace.log.gz",
                "qemu/v2-simple-ftrace/destination/simple.bin.gz",
                "qemu/mmiotrace-e1000/mmiotrace.txt.gz",
                "qemu/v2-ok/host/ftrace-kprobes.txt.gz",
                "qemu/v2-file-ok/wire/stream.bin.gz"
            })
    void readInto_takesWhatACutFileHoldsAndTellsThatItIsCut(String name) throws IOException {
        byte[] gzip = resource(name);
        byte[] zstandard = zstandard(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes());
        for (byte[] whole : List.of(gzip, zstandard)) {
            for (int left : new int[] {whole.length / 2, whole.length - TRAILER_BYTES}) {
                assertAsContent(Arrays.copyOf(whole, left), "the compressed file ends early, at byte " + left);
            }
        }
    }

    /** In frames of a small part each, since nothing of a block that is cut can be decompressed. */
    private static byte[] zstandard(byte[] content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += FRAME_BYTES) {
            byte[] part = Arrays.copyOfRange(content, at, Math.min(at + FRAME_BYTES, content.length));
            file.writeBytes(Zstd.compress(part));
        }
        return file.toByteArray();
    }

    @Test
    void readInto_takesWhatIsAheadOfAWrongChecksum() throws IOException {
        byte[] file = resource("f12-source.pcap.gz");
        file[file.length - TRAILER_BYTES] ^= 1;
        assertAsContent(file, "the compressed file is damaged (its checksum is wrong)");
    }

    private void assertAsContent(byte[] broken, String why) throws IOException {
        Path file = Files.write(temp.resolve("broken"), broken);
        Path content = temp.resolve("content");
        long length = 0;
        try (ByteSource source = ByteSource.open(file)) {
            byte[] bytes = new byte[1 << 22];
            length = source.read(bytes, 0, bytes.length);
            Files.write(content, Arrays.copyOf(bytes, (int) length));
        }
        Told told = told(file);
        assertThat(told.withoutTheLast()).isEqualTo(told(content).lines());
        assertThat(told.last().kind()).isEqualTo(EventKind.CAPTURE_DAMAGED);
        assertThat(told.last().values()).containsExactly((long) DamageKind.CONTAINER.ordinal(), length, 0L);
        assertThat(told.last().payload().utf8()).startsWith(why).contains(length + " of its content");
        assertThat(told.summary.firstDamage())
                .hasValueSatisfying(first -> assertThat(first).contains(why));
        assertThat(told.summary.events()).isEqualTo(told.events.size());
    }

    @Test
    void open_usesACutFileInADirectory() throws IOException {
        byte[] whole = resource("qemu/v2-ok/destination/trace.log.gz");
        Path directory = Files.createDirectory(temp.resolve("destination"));
        Files.write(directory.resolve("trace.log.gz"), Arrays.copyOf(whole, whole.length - TRAILER_BYTES));
        Told told = told(directory);
        assertThat(told.summary.understood()).isGreaterThan(1000);
        assertThat(told.last().payload().utf8()).startsWith("the compressed file ends early");
    }

    @Test
    void open_tellsAFileOfADirectoryOfWhichNothingIsLeftAsDamage() throws IOException {
        byte[] whole = resource("f12-source.pcap.gz");
        Path directory = Files.createDirectory(temp.resolve("destination"));
        Files.write(directory.resolve("a.pcap.gz"), Arrays.copyOf(whole, 9));
        Told told = told(directory);
        assertThat(told.events).hasSize(1);
        assertThat(told.last().values()).startsWith((long) DamageKind.CONTAINER.ordinal());
        assertThat(told.last().payload().utf8()).startsWith("a.pcap.gz gives nothing: the compressed file ends early");
        assertThat(told.summary.firstDamage()).isPresent();
    }

    private static Told told(Path named) {
        List<Event> events = new ArrayList<>();
        Flattener sink = new Flattener(
                (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
        CaptureSummary summary = Captures.open(CaptureSet.of(List.of(named)))
                .get(0)
                .readInto(sink, Numbering.ALONE, Progress.NONE)
                .get(0);
        return new Told(events, summary);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BrokenCompressionTest.class.getResourceAsStream("/captures/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
