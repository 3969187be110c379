package io.vfioreplay.engine.capture.stream;

import static io.vfioreplay.engine.capture.stream.StreamBuilder.END;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.PART;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.START;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams that were cut or damaged. Invariants: nothing is thrown; each section is accounted for once (the summary checks
 * that); what is not reported as damaged is as it was; damage stays where it is.
 */
final class MigrationStreamDamageTest {

    private static final long SEED = 20261127;
    private static final int HEAD_BYTES = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @ParameterizedTest
    @CsvSource({"v1-file-ok/wire/stream.bin, 3989", "v2-file-ok/wire/stream.bin, 4001"})
    void data_isKeptUpToTheCutOfARecordedStream(String name, int stride) {
        byte[] stream = StreamRead.recorded(name);
        List<Event> whole = StreamRead.of(directory, stream).of(EventKind.MIGRATION_DATA_CARRIED);
        for (int length = HEAD_BYTES; length < stream.length; length += stride) {
            checkCut(stream, length, whole);
        }
    }

    @Test
    void data_isKeptUpToTheCutAtAnyByte() {
        byte[] stream = small();
        List<Event> whole = StreamRead.of(directory, stream).of(EventKind.MIGRATION_DATA_CARRIED);
        for (int length = HEAD_BYTES; length < stream.length; length++) {
            checkCut(stream, length, whole);
        }
    }

    private void checkCut(byte[] stream, int length, List<Event> whole) {
        StreamRead read = StreamRead.of(directory, Arrays.copyOf(stream, length));
        List<Event> kept = read.of(EventKind.MIGRATION_DATA_CARRIED);
        boolean complete = isBehindTheSections(stream, length);
        assertThat(read.damage())
                .as("cut at %d: %s", length, read.damageTexts())
                .isEqualTo(complete ? List.of() : List.of(DamageKind.CUT));
        assertThat(read.summary().firstDamage().isPresent()).isNotEqualTo(complete);
        int at = 0;
        for (Event event : whole) {
            long offset = StreamRead.field(event, "streamOffset");
            int there = (int) Math.min(event.payload().length(), length - offset);
            if (there >= 0) {
                assertThat(kept.get(at).values()).isEqualTo(event.values());
                assertThat(kept.get(at).payload().toByteArray())
                        .isEqualTo(Arrays.copyOf(event.payload().toByteArray(), there));
                at++;
            }
        }
        assertThat(kept).hasSize(at);
    }

    /** A stream that ends behind its last section, without the description, is whole: QEMU can leave that out. */
    private static boolean isBehindTheSections(byte[] stream, int length) {
        return stream[length - 1] == 0 && stream[length] == 6 && stream[length - 6] == 0x7e;
    }

    @ParameterizedTest
    @CsvSource({"v1-file-ok/wire/stream.bin, 2503", "v2-file-ok/wire/stream.bin, 2503"})
    void damage_isReportedOrOnlyInDataWhenAByteOfARecordedStreamIsFlipped(String name, int stride) {
        byte[] stream = StreamRead.recorded(name);
        StreamRead good = StreamRead.of(directory, stream);
        Random random = new Random(SEED);
        for (int at = HEAD_BYTES + random.nextInt(stride); at < stream.length; at += random.nextInt(2 * stride)) {
            byte[] bad = stream.clone();
            bad[at] ^= (byte) (1 + random.nextInt(255));
            StreamRead read = StreamRead.of(directory, bad);
            if (read.damage().isEmpty()) {
                assertThat(read.shape()).as("seed %d, byte %d", SEED, at).isEqualTo(good.shape());
            }
        }
    }

    /** Any bit of a stream with all kinds of sections; what is damaged costs the device that it is of one chunk at most. */
    @ParameterizedTest
    @CsvSource({"0xff", "0x01", "0x02", "0x04", "0x08", "0x10", "0x20", "0x40", "0x80"})
    void damage_isReportedAndStaysWhereItIsWhenAnyByteIsFlipped(int flip) {
        byte[] stream = small();
        StreamRead good = StreamRead.of(directory, stream);
        List<byte[]> chunks = chunks(good);
        for (int at = HEAD_BYTES; at < stream.length; at++) {
            byte[] bad = stream.clone();
            bad[at] ^= (byte) flip;
            StreamRead read = StreamRead.of(directory, bad);
            if (read.damage().isEmpty()) {
                assertThat(read.shape()).as("byte %d", at).isEqualTo(good.shape());
            }
            assertThat(missing(chunks, chunks(read)))
                    .as("byte %d: %s %s", at, read.damageTexts(), read.pieces())
                    .isLessThanOrEqualTo(1);
        }
    }

    private static List<byte[]> chunks(StreamRead read) {
        List<byte[]> chunks = new ArrayList<>();
        for (Event event : read.of(EventKind.MIGRATION_DATA_CARRIED)) {
            chunks.add(event.payload().toByteArray());
        }
        return chunks;
    }

    private static long missing(List<byte[]> expected, List<byte[]> found) {
        return expected.stream()
                .filter(chunk -> found.stream().noneMatch(other -> Arrays.equals(chunk, other)))
                .count();
    }

    /** Random bytes in place of a part of a stream: everything behind them is found again. */
    @Test
    void data_isFoundAgainBehindGarbage() {
        byte[] last = counted(77, 5);
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            byte[] stream = new StreamBuilder().bytes(small()).build();
            int behind = lastSectionAt(stream, last);
            int from = HEAD_BYTES + random.nextInt(behind - HEAD_BYTES - 200);
            int to = from + 1 + random.nextInt(behind - from);
            for (int at = from; at < to; at++) {
                stream[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(8));
            }
            StreamRead read = StreamRead.of(directory, stream);
            assertThat(missing(List.of(last), chunks(read)))
                    .as("seed %d, round %d, bytes %d to %d: %s", SEED, round, from, to, read.damageTexts())
                    .isZero();
        }
    }

    /** Where the header is of the section with the chunk {@code data}: a tag and a length before it, and 5 bytes. */
    private static int lastSectionAt(byte[] stream, byte[] data) {
        int at = stream.length - data.length;
        while (!Arrays.equals(Arrays.copyOfRange(stream, at, at + data.length), data)) {
            at--;
        }
        return at - 2 * Long.BYTES - 5;
    }

    @Test
    void reading_survivesACompressedStreamThatStopsAnywhere() throws IOException {
        byte[] stream = small();
        byte[] zipped = gzip(stream);
        for (int length = 40; length < zipped.length; length += 7) {
            StreamRead read = StreamRead.of(directory, Arrays.copyOf(zipped, length));
            assertThat(read.damage()).as("cut at %d", length).contains(DamageKind.CONTAINER);
        }
        assertThat(StreamRead.of(directory, zipped).shape())
                .isEqualTo(StreamRead.of(directory, stream).shape());
    }

    /** What was decompressed before the file breaks is not lost but for what was read with it. */
    @Test
    void data_isKeptWhenTheCompressionBreaksBehindIt() {
        byte[] gz = recordedGzip("v1-file-ok/wire/stream.bin");
        StreamRead read = StreamRead.of(directory, Arrays.copyOf(gz, gz.length - 100));

        assertThat(read.pieces()).hasSize(4).last().isEqualTo("device 0 section 39: 112 of 112");
        assertThat(read.damage()).containsExactly(DamageKind.CUT, DamageKind.CONTAINER);
    }

    private static byte[] recordedGzip(String name) {
        try (var in = StreamRead.resource(name)) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    /** Two VFIO devices, RAM, and other devices; each chunk of data is unlike all others. */
    private static byte[] small() {
        return new StreamBuilder()
                .head()
                .named(START, 2, "ram")
                .be64(0x2000 | 0x04)
                .name("pc.ram")
                .be64(0x2000)
                .be64(0x10)
                .footer(2)
                .vfioSetup(7, "0000:00:05.0/vfio")
                .vfioSetup(8, "0000:00:06.0/vfio")
                .again(PART, 2)
                .be64(0x40)
                .name("pc.ram")
                .be8(1)
                .be16(300)
                .bytes(counted(300, 9))
                .be64(0x1000 | 0x22)
                .be8(0)
                .be64(0x10)
                .footer(2)
                .vfioData(PART, 7, counted(100, 1))
                .vfioData(PART, 8, counted(60, 2))
                .again(END, 2)
                .be64(0x10)
                .footer(2)
                .again(END, 7)
                .chunk(counted(120, 3))
                .chunk(counted(33, 4))
                .be64(StreamBuilder.TAG_END)
                .footer(7)
                .vfioData(END, 8, counted(77, 5))
                .other(1, "timer", counted(24, 6))
                .other(3, "cpu_common", counted(41, 7))
                .vfioConfig(7, "0000:00:05.0/vfio", counted(64, 8))
                .vfioConfig(8, "0000:00:06.0/vfio", counted(64, 8))
                .other(9, "globalstate", counted(50, 3))
                .end()
                .build();
    }
}
