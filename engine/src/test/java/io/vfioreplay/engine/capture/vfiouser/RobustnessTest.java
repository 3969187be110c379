package io.vfioreplay.engine.capture.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.CaptureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that somebody or something damaged. Invariants: nothing is thrown but {@link CaptureException}; each packet is
 * accounted for once (the summary checks that); damage stays where it is.
 */
final class RobustnessTest {

    private static final int FILE_HEADER_BYTES = 24;
    private static final long SEED = 20261124;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    /** All bits of each byte, one by one, in a capture of four packets. */
    @Test
    void import_survivesEveryFlippedBit() throws IOException {
        byte[] good = good("f18-destination.pcap");
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] bad = good.clone();
            bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            imported(bad);
        }
    }

    /** Behind the file header, one damaged byte costs the message that it is in, and at most its neighbours. */
    @ParameterizedTest
    @CsvSource({"f01-destination.pcap, 0xff", "py-request_errors.pcap, 0xff", "py-request_errors.pcap, 0x01"})
    void import_losesLittleWhenOneByteIsDamaged(String file, int flip) throws IOException {
        byte[] good = good(file);
        int events = imported(good).orElseThrow().events().size();
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) flip;
            Optional<Recorded> recorded = imported(bad);
            if (at >= FILE_HEADER_BYTES) {
                assertThat(recorded.orElseThrow().events()).as("byte %d", at).hasSizeGreaterThanOrEqualTo(events - 4);
            }
        }
    }

    @Test
    void import_keepsWhatIsThereWhenTheFileStopsAnywhere() throws IOException {
        byte[] good = good("py-request_errors.pcap");
        long last = 0;
        for (int length = FILE_HEADER_BYTES; length <= good.length; length++) {
            Recorded recorded = imported(Arrays.copyOf(good, length)).orElseThrow();
            assertThat(recorded.summary().records()).isBetween(last, last + 1);
            last = recorded.summary().records();
        }
    }

    @Test
    void import_refusesAFileThatStopsInItsHeader() throws IOException {
        byte[] good = good("f18-destination.pcap");
        for (int length = 0; length < FILE_HEADER_BYTES; length++) {
            assertThat(imported(Arrays.copyOf(good, length))).isEmpty();
        }
    }

    @Test
    void import_tellsThatACompressedFileStopsWhereverItDoesOrRefusesIt() throws IOException {
        byte[] good = gzip(good("f18-destination.pcap"));
        assertThat(imported(good))
                .hasValueSatisfying(
                        whole -> assertThat(whole.summary().firstDamage()).isEmpty());
        for (int length = 0; length < good.length; length++) {
            imported(Arrays.copyOf(good, length))
                    .ifPresent(cut -> assertThat(cut.summary().firstDamage())
                            .hasValueSatisfying(why -> assertThat(why).contains("the compressed file ends early")));
        }
        assertThat(imported(Arrays.copyOf(good, good.length - 1))).isPresent();
    }

    @Test
    void import_survivesEveryFlippedByteOfACompressedFile() throws IOException {
        byte[] good = gzip(good("f18-destination.pcap"));
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) 0xff;
            imported(bad);
        }
    }

    /** Random bytes behind a good file header, and behind good packets. */
    @Test
    void import_survivesGarbage() throws IOException {
        Random random = new Random(SEED);
        byte[] good = good("f18-destination.pcap");
        for (int round = 0; round < 500; round++) {
            byte[] bad = Arrays.copyOf(good, good.length + random.nextInt(500));
            int from = random.nextBoolean() ? FILE_HEADER_BYTES : good.length;
            for (int at = from; at < bad.length; at++) {
                bad[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(3));
            }
            assertThat(imported(bad)).as("seed %d, round %d", SEED, round).isPresent();
        }
    }

    private byte[] good(String name) throws IOException {
        return Files.readAllBytes(Recorded.resource(directory, name));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    /** What came out, or empty if the file was refused; anything else is thrown. */
    private Optional<Recorded> imported(byte[] bytes) throws IOException {
        Path file = directory.resolve("damaged");
        // Not by Files.write: a file system may flush a file that was emptied first, which takes ms each time.
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(bytes);
            out.setLength(bytes.length);
        }
        try {
            return Optional.of(Recorded.of(file));
        } catch (CaptureException refused) {
            assertThat(refused).hasMessageContaining("damaged").hasMessageNotContaining("\n");
            return Optional.empty();
        }
    }
}
