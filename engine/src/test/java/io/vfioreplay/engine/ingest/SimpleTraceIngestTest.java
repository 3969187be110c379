package io.vfioreplay.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.hardware.event.Flattener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a binary trace and the declarations of its events are found. */
final class SimpleTraceIngestTest {

    private static final String DECLARED =
            "vfio_mdev(const char *name, bool is_mdev, int more) \" (%s) is_mdev %d %d\"\n";

    @TempDir
    private Path temp;

    private Path trace = Path.of("");

    /** One event, with an argument more than any known build gives it. */
    @BeforeEach
    void writeTrace() throws IOException {
        byte[] name = "vfio_mdev".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(24 + 20 + name.length + 32 + 23).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(-1).putLong(0xf2b177cb0aa429b4L).putLong(4);
        bytes.putLong(0).putLong(7).putInt(name.length).put(name);
        bytes.putLong(1).putLong(7).putLong(1_000_000).putInt(24 + 23).putInt(4711);
        bytes.putInt(3)
                .put("vf0".getBytes(StandardCharsets.US_ASCII))
                .putLong(1)
                .putLong(2);
        trace = Files.write(Files.createDirectory(temp.resolve("source")).resolve("trace-4711"), bytes.array());
    }

    @Test
    void open_takesABinaryTraceByItsContent() {
        List<Capture> captures = Captures.open(CaptureSet.of(List.of(trace)));
        assertThat(captures)
                .flatExtracting(Capture::files)
                .extracting(CaptureFile::format)
                .containsExactly("qemu simple trace");
        assertThat(read(captures).damaged()).isEqualTo(1);
    }

    @Test
    void open_takesTheDeclarationsBesideATrace() throws IOException {
        Files.writeString(trace.resolveSibling("trace-events-all"), DECLARED);
        assertUnderstood(Captures.open(CaptureSet.of(List.of(trace))));
        assertUnderstood(Captures.open(CaptureSet.of(List.of(temp.resolve("source")))));
    }

    @Test
    void open_takesTheDeclarationsThatWereNamed() throws IOException {
        Path declared = Files.writeString(temp.resolve("trace-events-all-10.0"), DECLARED);
        assertUnderstood(Captures.open(CaptureSet.of(List.of(trace, declared))));
    }

    /** The declarations are no capture of their own, and no damage either. */
    private static void assertUnderstood(List<Capture> captures) {
        assertThat(captures).hasSize(1);
        assertThat(read(captures).damaged()).isZero();
        assertThat(read(captures).devices()).containsExactly("vf0");
    }

    private static CaptureSummary read(List<Capture> captures) {
        Flattener nowhere = new Flattener((envelope, kind, values, payload) -> {});
        return captures.get(0).readInto(nowhere, Numbering.ALONE, Progress.NONE).get(0);
    }
}
