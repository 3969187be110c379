package io.vfioreplay.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.CaptureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of the way back: whatever packets went in come out, each with its time, direction, connection, descriptors, flags and bytes,
 * in their order. Also of files that somebody damaged: seeded.
 */
final class PcapngLawTest {

    private static final Path CAPTURES = Path.of("src", "test", "resources", "captures");
    private static final int FILE_HEADER_BYTES = 24;
    private static final int TRIALS = 150;
    private static final long SEED = 20261125;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    static List<Path> captures() throws IOException {
        Path extra = Path.of(System.getProperty("vfio.captures", CAPTURES.toString()));
        Path root = Files.isDirectory(extra) ? extra : Path.of("engine").resolve(extra);
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().contains(".pcap"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void export_givesBackEveryPacketOfARealCapture(Path capture) throws IOException {
        Path journal = Packets.imported(capture, directory.resolve("a.vfj"));
        Path back = directory.resolve("back.pcapng");

        Exported exported = Packets.export(journal, Selection.ALL, back);

        assertThat(Packets.of(back)).isEqualTo(Packets.of(capture));
        assertThat(exported.remarks()).isEmpty();
        assertThat(Packets.events(Packets.imported(back, directory.resolve("b.vfj"))))
                .isEqualTo(Packets.events(journal));
    }

    @Test
    void export_givesBackWhatIsLeftOfDamagedCaptures() throws IOException {
        List<Path> captures = captures();
        Random random = new Random(SEED);
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] bad = damaged(bytes(captures.get(random.nextInt(captures.size()))), random);
            Path capture = Files.write(directory.resolve("bad.pcap"), bad);
            Path journal = directory.resolve(trial + ".vfj");
            try {
                Packets.imported(capture, journal);
            } catch (CaptureException none) {
                continue;
            }
            Path back = directory.resolve("back.pcapng");

            Packets.export(journal, Selection.ALL, back);

            List<String> found = Packets.of(back);
            List<String> wanted = Packets.of(capture);
            assertThat(found).as("seed %d, trial %d", SEED, trial).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(found.get(i))
                        .as("seed %d, trial %d, packet %d", SEED, trial, i)
                        .isEqualTo(wanted.get(i));
            }
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        int length = random.nextInt(4) == 0
                ? FILE_HEADER_BYTES + random.nextInt(good.length - FILE_HEADER_BYTES)
                : good.length;
        byte[] bad = java.util.Arrays.copyOf(good, length);
        int flips = random.nextInt(20);
        for (int i = 0; i < flips && length > FILE_HEADER_BYTES; i++) {
            bad[FILE_HEADER_BYTES + random.nextInt(length - FILE_HEADER_BYTES)] = (byte) random.nextInt(256);
        }
        return bad;
    }

    private static byte[] bytes(Path capture) {
        try (InputStream raw = Files.newInputStream(capture);
                InputStream in = capture.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
