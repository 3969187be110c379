package io.vfioreplay.engine.capture.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.migration.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams that QEMU 7.2 and 10.0 wrote. The numbers are those of the trace logs of the VMMs that saved and loaded them:
 * {@code vfio_save_buffer}, {@code vfio_save_block} and {@code savevm_section_start}.
 */
final class MigrationStreamRecordedTest {

    private static final String V1 = "v1-file-ok/wire/stream.bin";
    private static final String V1_CORRUPT = "v1-corrupt-payload/wire/stream-corrupt.bin";
    private static final String V2 = "v2-file-ok/wire/stream.bin";

    /** Of the device of the v1 recordings: a chunk of bulk data is a header and 32-bit words, each its own offset. */
    private static final int BULK_BYTES = 61456 + 61456 + 40976;

    private static final int BULK_HEADER_BYTES = 16;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @Test
    void data_isInChunksAsVersion1SavedIt() {
        assertThat(read(V1).pieces())
                .containsExactly(
                        "device 0 section 39: 61456 of 61456",
                        "device 0 section 39: 61456 of 61456",
                        "device 0 section 39: 40976 of 40976",
                        "device 0 section 39: 112 of 112");
    }

    @Test
    void data_isInChunksAsVersion2SavedIt() {
        assertThat(read(V2).pieces()).containsExactly("device 0 section 38: 24 of 24", "device 0 section 38: 72 of 72");
    }

    @Test
    void data_isWhereItsOffsetInTheStreamSays() {
        byte[] stream = StreamRead.recorded(V1);
        List<Long> offsets = new ArrayList<>();
        for (Event event : read(V1).of(EventKind.MIGRATION_DATA_CARRIED)) {
            int offset = (int) StreamRead.field(event, "streamOffset");
            offsets.add((long) offset);
            byte[] there = new byte[event.payload().length()];
            ByteBuffer.wrap(stream).get(offset, there);
            assertThat(event.payload().toByteArray()).isEqualTo(there);
        }

        assertThat(offsets).containsExactly(553_988L, 878_159L, 939_631L, 980_623L);
    }

    @Test
    void data_isTheSameFromACompressedStream() throws IOException {
        Path file = directory.resolve("stream.bin.gz");
        try (InputStream in = StreamRead.resource(V1)) {
            Files.copy(in, file);
        }

        assertThat(StreamRead.of(file).shape()).isEqualTo(read(V1).shape());
        assertThat(StreamRead.of(file).data(0)).isEqualTo(read(V1).data(0));
    }

    @Test
    void device_isOpenedOnceAtItsFirstSection() {
        Event opened = read(V1).events().get(0);

        assertThat(read(V1).of(EventKind.DEVICE_OPENED)).hasSize(1);
        assertThat(opened.kind()).isEqualTo(EventKind.DEVICE_OPENED);
        assertThat(opened.payload().utf8()).isEqualTo("0000:00:05.0/vfio");
        assertThat(opened.values()).containsExactly((long) Protocol.V2.code());
        assertThat(opened.stamp().record()).isEqualTo(3);
        assertThat(opened.stamp().timeNanos()).isEqualTo(Envelope.NO_TIME);
    }

    @Test
    void marks_tellWhereTheOtherTagsAre() {
        assertThat(read(V1).marks())
                .containsExactly(
                        "migration stream, byte 227, section 39: DEV_SETUP_STATE",
                        "migration stream, byte 993472, section 39: DEV_CONFIG_STATE, 4116 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "v1-file-ok/wire/stream.bin,                    41,  6,  5,  4",
        "v1-corrupt-payload/wire/stream-corrupt.bin,    42,  6,  6,  4",
        "v2-file-ok/wire/stream.bin,                    60, 17, 13, 14",
    })
    void summary_accountsForEverySection(String name, long sections, long understood, long ram, long vfio) {
        CaptureSummary summary = read(name).summary();

        assertThat(summary.records()).isEqualTo(sections);
        assertThat(summary.understood()).isEqualTo(understood);
        assertThat(summary.irrelevant()).isEqualTo(sections - understood);
        assertThat(summary.damaged()).isZero();
        assertThat(summary.firstDamage()).isEmpty();
        assertThat(summary.kinds())
                .containsEntry("ram", ram)
                .containsEntry("0000:00:05.0/vfio", vfio)
                .containsEntry("i8259", 2L);
        assertThat(summary.devices()).containsExactly("0000:00:05.0/vfio");
        assertThat(summary.events()).isEqualTo(read(name).events().size());
    }

    /** Each word of the bulk data is its own offset, and the number of its chunk in bits 20 and up: all but one here. */
    @Test
    void data_showsTheByteThatWasFlippedOnTheWay() {
        assertThat(wrongBytes(read(V1).data(0))).isEmpty();
        assertThat(wrongBytes(read(V1_CORRUPT).data(0))).containsExactly("byte 256: f1, not f0");
    }

    private static List<String> wrongBytes(byte[] data) {
        List<String> wrong = new ArrayList<>();
        int chunkAt = 0;
        for (int chunk = 0; chunkAt < BULK_BYTES; chunk++) {
            ByteBuffer header =
                    ByteBuffer.wrap(data, chunkAt, BULK_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int length = header.getInt(chunkAt + 12);
            for (int at = 0; at < length; at++) {
                int word = (at & ~3) | (chunk << 20);
                byte expected = (byte) (word >> (8 * (at & 3)));
                byte found = data[chunkAt + BULK_HEADER_BYTES + at];
                if (found != expected) {
                    wrong.add("byte %d: %02x, not %02x".formatted(chunkAt + BULK_HEADER_BYTES + at, found, expected));
                }
            }
            chunkAt += BULK_HEADER_BYTES + length;
        }
        return wrong;
    }

    @Test
    void data_differsBetweenTheRunsInTheFlippedByteAndInTheStateAtTheEnd() {
        byte[] good = read(V1).data(0);
        byte[] corrupt = read(V1_CORRUPT).data(0);
        List<Integer> different = new ArrayList<>();
        for (int at = 0; at < BULK_BYTES; at++) {
            if (good[at] != corrupt[at]) {
                different.add(at);
            }
        }

        assertThat(corrupt).hasSameSizeAs(good).hasSize(BULK_BYTES + 112);
        assertThat(different).containsExactly(256);
    }

    @Test
    void events_carryTheNumbersOfTheirCapture() throws IOException {
        Path file = directory.resolve("stream.bin");
        Files.write(file, StreamRead.recorded(V2));
        List<Event> events = StreamRead.of(file, new Numbering(3, 5)).events();

        assertThat(events).isNotEmpty().allSatisfy(event -> {
            assertThat(event.stamp().witness()).isEqualTo(3);
            assertThat(event.stamp().device()).isEqualTo(5);
        });
    }

    private StreamRead read(String name) {
        return StreamRead.of(directory, StreamRead.recorded(name));
    }
}
