package io.vfioreplay.engine.capture.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.vfioreplay.engine.capture.CaptureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariants checked: wherever a compressed file is cut, every byte that the libraries' own streams give is given, and the damage is
 * told; a flipped bit is told or changes nothing. The oracle takes one byte at a time, so that nothing is lost with an error.
 */
final class ByteSourceTest {

    private static final long SEED = 20_261_126;
    private static final int FRAME_BYTES = 1000;

    @TempDir
    private Path directory;

    /** What a file gave, and whether it was all. */
    private static final class Read {

        private final byte[] content;
        private final boolean damaged;

        Read(byte[] content, boolean damaged) {
            this.content = content;
            this.damaged = damaged;
        }
    }

    /** A compressed file with the lengths at which it is whole. */
    private static final class Sample {

        private final byte[] file;
        private final byte[] content;
        private final Set<Integer> wholeAt;

        Sample(byte[] file, byte[] content, Set<Integer> wholeAt) {
            this.file = file;
            this.content = content;
            this.wholeAt = wholeAt;
        }
    }

    @Test
    void read_givesAllThatCanBeInflatedWhereverAGzipFileIsCut() throws IOException {
        Sample sample = gzipOfThree();
        for (int length = GzipContent.MAGIC.length; length <= sample.file.length; length++) {
            assertCut(sample, length, oracle(gunzipped(cut(sample, length))));
        }
    }

    @Test
    void read_givesAllThatCanBeDecompressedWhereverAZstandardFileIsCut() throws IOException {
        Sample sample = zstandardOfThree();
        for (int length = ZstandardContent.MAGIC.length; length <= sample.file.length; length++) {
            assertCut(sample, length, oracle(new ZstdInputStream(cut(sample, length)).setContinuous(true)));
        }
    }

    private static InputStream cut(Sample sample, int length) {
        return new ByteArrayInputStream(sample.file, 0, length);
    }

    private void assertCut(Sample sample, int length, int atLeast) throws IOException {
        Read read = read(Arrays.copyOf(sample.file, length));
        assertThat(read.content.length)
                .as("cut at %d of %d, seed %d", length, sample.file.length, SEED)
                .isGreaterThanOrEqualTo(atLeast);
        assertThat(read.content).isEqualTo(Arrays.copyOf(sample.content, read.content.length));
        assertThat(read.damaged).as("cut at %d", length).isEqualTo(!sample.wholeAt.contains(length));
        if (length == sample.file.length) {
            assertThat(read.content).hasSameSizeAs(sample.content);
        }
    }

    @Test
    void read_tellsAFlippedBitOrIsNotChangedByIt() throws IOException {
        for (Sample sample : List.of(gzipOfThree(), zstandardOfThree())) {
            for (int at = ZstandardContent.MAGIC.length; at < sample.file.length; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    byte[] flipped = sample.file.clone();
                    flipped[at] ^= (byte) (1 << bit);
                    Read read = read(flipped);
                    assertThat(read.damaged || Arrays.equals(read.content, sample.content))
                            .as("bit %d of byte %d of %d, seed %d", bit, at, sample.file.length, SEED)
                            .isTrue();
                }
            }
        }
    }

    /** What stands ahead of the damage is given, up to the block that holds it; the next one may be given wrong. */
    @Test
    void read_keepsWhatIsAheadOfAFlippedBit() throws IOException {
        byte[] content = content(new Random(SEED), 3_000_000);
        for (byte[] file : List.of(gzip(content), zstandard(content))) {
            file[file.length / 2] ^= 1;
            Read read = read(file);
            assertThat(read.damaged).isTrue();
            int same = Arrays.mismatch(read.content, content);
            assertThat(same < 0 ? read.content.length : same)
                    .as("seed %d", SEED)
                    .isGreaterThan(content.length / 3);
        }
    }

    @Test
    void read_takesZerosBehindAGzipFileForFillingAndTellsAnythingElse() throws IOException {
        byte[] content = content(new Random(SEED), FRAME_BYTES);
        byte[] whole = gzip(content);
        byte[] filled = Arrays.copyOf(whole, whole.length + 512);
        assertThat(read(filled).damaged).isFalse();
        assertThat(read(filled).content).isEqualTo(content);
        filled[filled.length - 1] = 'x';
        assertThat(read(filled).damaged).isTrue();
        assertThat(read(filled).content).isEqualTo(content);
    }

    @Test
    void unread_givesTheSameBytesAgainWhateverTheSizeOfReads() throws IOException {
        Random random = new Random(SEED);
        byte[] content = content(random, 300_000);
        for (byte[] file : List.of(content, gzip(content), zstandard(content))) {
            byte[] read = new byte[content.length];
            try (ByteSource source = ByteSource.open(write(file))) {
                int at = 0;
                while (at < read.length) {
                    int count = source.read(read, at, Math.min(1 + random.nextInt(30_000), read.length - at));
                    int back = Math.min(count, random.nextInt(ByteSource.PUT_BACK_BYTES_MAX));
                    back = random.nextBoolean() ? back : 0;
                    source.unread(read, at + count - back, back);
                    at += count - back;
                    assertThat(source.offset()).as("seed %d", SEED).isEqualTo(at);
                }
                assertThat(source.endDamage()).isEmpty();
            }
            assertThat(read).as("seed %d", SEED).isEqualTo(content);
        }
    }

    @Test
    void endDamage_namesThePlacesInTheFileAndInItsContent() throws IOException {
        byte[] content = content(new Random(SEED), FRAME_BYTES);
        byte[] whole = gzip(content);
        try (ByteSource source = ByteSource.open(write(Arrays.copyOf(whole, whole.length - 8)))) {
            source.read(new byte[FRAME_BYTES], 0, FRAME_BYTES);
            assertThat(source.peek(1)).isEmpty();
            assertThat(source.endDamage())
                    .contains("the compressed file ends early, at byte %d of it and %d of its content"
                            .formatted(whole.length - 8, FRAME_BYTES));
        }
    }

    @Test
    void open_refusesACompressedFileOfWhichNothingIsLeft() throws IOException {
        byte[] whole = gzip(content(new Random(SEED), FRAME_BYTES));
        Path file = write(Arrays.copyOf(whole, 9));
        CaptureException refused = catchThrowableOfType(CaptureException.class, () -> ByteSource.open(file));
        assertThat(refused.code()).isEqualTo(CaptureException.Code.BROKEN_COMPRESSION);
        assertThat(refused).hasMessageContaining("at byte 9: the compressed file ends early");
    }

    private Read read(byte[] file) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ByteSource source = ByteSource.open(write(file))) {
            byte[] piece = new byte[317];
            int count;
            do {
                count = source.read(piece, 0, piece.length);
                content.write(piece, 0, count);
            } while (count == piece.length);
            return new Read(content.toByteArray(), source.endDamage().isPresent());
        } catch (CaptureException nothing) {
            assertThat(nothing.code()).isEqualTo(CaptureException.Code.BROKEN_COMPRESSION);
            return new Read(new byte[0], true);
        }
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(directory.resolve("file"), content);
    }

    /** How many bytes a stream gives before it ends or fails. */
    private static int oracle(InputStream stream) {
        int count = 0;
        try (stream) {
            while (stream.read() >= 0) {
                count++;
            }
        } catch (IOException cut) {
            return count;
        }
        return count;
    }

    /** The library's stream, whose constructor reads already. */
    private static InputStream gunzipped(InputStream file) {
        try {
            return new GZIPInputStream(file);
        } catch (IOException cut) {
            return InputStream.nullInputStream();
        }
    }

    /** A plain member, one whose header has everything that it can have, and one that is empty. */
    private static Sample gzipOfThree() throws IOException {
        Random random = new Random(SEED);
        byte[] first = content(random, FRAME_BYTES);
        byte[] second = content(random, FRAME_BYTES);
        byte[] one = gzip(first);
        byte[] two = withFullHeader(gzip(second));
        byte[] three = gzip(new byte[0]);
        Set<Integer> wholeAt = Set.of(one.length, one.length + two.length, one.length + two.length + three.length);
        return new Sample(joined(one, two, three), joined(first, second), wholeAt);
    }

    private static byte[] withFullHeader(byte[] member) {
        int headerBytes = 10;
        byte[] more = "\4\0abcdname\0comment\0".getBytes(StandardCharsets.US_ASCII);
        byte[] header = joined(Arrays.copyOf(member, headerBytes), more);
        header[3] = 0x1e; // FHCRC, FEXTRA, FNAME, FCOMMENT
        CRC32 crc = new CRC32();
        crc.update(header);
        byte[] check = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        return joined(header, check, Arrays.copyOfRange(member, headerBytes, member.length));
    }

    /** A frame with a checksum, one that is to be skipped, and one whose blocks are stored and repeated. */
    private static Sample zstandardOfThree() throws IOException {
        Random random = new Random(SEED);
        byte[] first = content(random, FRAME_BYTES);
        byte[] second = new byte[FRAME_BYTES];
        random.nextBytes(second);
        byte[] third = new byte[FRAME_BYTES];
        byte[] one = zstandard(first);
        ByteBuffer skipped = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        skipped.putInt(0x184d2a53).putInt(10);
        byte[] two = skipped.array();
        byte[] three = zstandard(second);
        byte[] four = zstandard(third);
        int at = one.length;
        Set<Integer> wholeAt = Set.of(
                at, at + two.length, at + two.length + three.length, at + two.length + three.length + four.length);
        return new Sample(joined(one, two, three, four), joined(first, second, third), wholeAt);
    }

    /** Text that compresses to about a third. */
    private static byte[] content(Random random, int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) ("acgt".charAt(random.nextInt(4)) + (random.nextInt(16) == 0 ? 1 : 0));
        }
        return content;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zstandard(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes, Zstd.defaultCompressionLevel()).setChecksum(true)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
