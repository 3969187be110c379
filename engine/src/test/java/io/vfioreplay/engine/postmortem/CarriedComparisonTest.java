package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.diff.StreamDiff;
import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.replay.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that QEMU 7.2 sent, beside itself with a byte changed. */
final class CarriedComparisonTest {

    private static final String WIRE = "/captures/qemu/v1-corrupt-payload/wire/stream-corrupt.bin.gz";

    @TempDir
    private Path directory;

    private LogFixture logs;

    @BeforeEach
    void makeFixture() {
        logs = new LogFixture(directory);
    }

    @Test
    void between_findsTheByteInWhichTwoStreamsDiffer() throws IOException {
        byte[] flipped = bytes(WIRE);
        flipped[flipped.length / 2] ^= 1;
        try (Timeline a = imported("a.bin", bytes(WIRE));
                Timeline b = imported("b.bin", flipped)) {
            assertThat(compare(a, a).first()).isEmpty();
            StreamDiff diff = compare(a, b);
            assertThat(diff.first()).get().matches(StreamDifference::isByte);
            assertThat(diff.differingBytes()).isEqualTo(1);
        }
    }

    private static StreamDiff compare(Timeline a, Timeline b) {
        return StreamComparison.between(
                        Evidence.read(a, Side.SOURCE, Progress.NONE), Evidence.read(b, Side.DESTINATION, Progress.NONE))
                .orElseThrow();
    }

    private Timeline imported(String name, byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve(name), bytes);
        return logs.imported(CaptureSet.of(List.of(file)));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(CarriedComparisonTest.class.getResourceAsStream(name), name))) {
            return in.readAllBytes();
        }
    }
}
