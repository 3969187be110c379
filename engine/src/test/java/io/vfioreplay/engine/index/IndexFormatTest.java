package io.vfioreplay.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.NumberPayload;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.journal.side.SideFileReader;
import io.vfioreplay.journal.side.SideFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checked: nobody writes other bytes under the name of a format that there is. */
final class IndexFormatTest {

    private static final int EVENTS = 5_000;

    @TempDir
    private Path temp;

    /** Where this fails, the format needs another name in {@link IndexDescription}, and this its new hash. */
    @Test
    void frames_areThoseOfTheFormatThatIsNamed() throws IOException {
        Path file = temp.resolve("index.vfx");
        try (IndexingModel model = IndexingModel.into(file)) {
            foldInto(model);
            model.complete("", EVENTS, Optional.empty());
        }
        String format = "";
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        try (SideFileReader reader = SideFileReader.open(file)) {
            for (SideFrame frame : reader.frames()) {
                byte[] bytes = reader.read(frame).orElseThrow();
                if (frame.type() == IndexFrames.DESCRIPTION) {
                    format = new String(bytes, StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
                } else {
                    frames.writeBytes(ByteBuffer.allocate(16)
                            .putInt(frame.type())
                            .putInt(frame.length())
                            .putLong(frame.key())
                            .array());
                    frames.writeBytes(bytes);
                }
            }
        }
        assertThat(format + " " + Sha256.hexOf(frames.toByteArray()))
                .isEqualTo("format=index-2 78b185c74a0b1368f4c69b02796b8e8b5ca139101f809a00d0443c1c0f2a4e90");
    }

    /** Reads and writes of registers, a mapping and a DMA, without anything random. */
    private static void foldInto(IndexingModel model) {
        NumberPayload payload = new NumberPayload();
        for (int i = 0; i < EVENTS; i++) {
            long[] values = new long[EventKind.FIELDS_MAX];
            Stamp stamp = new Stamp(i, i, 0, i % 700 == 0 ? 1 : 0, 0, 0, 0);
            if (i % 50 == 7) {
                values[0] = (long) i << 20;
                values[1] = 4096;
                model.fold(stamp, EventKind.DMA_MAPPED, values, Payload.empty());
            } else {
                values[0] = i % 3;
                values[1] = 4L * (i % (i < 2_000 ? 5 : 70));
                values[2] = 4;
                EventKind kind = i % 2 == 0 ? EventKind.MMIO_WRITTEN : EventKind.MMIO_READ;
                model.fold(stamp, kind, values, payload.set(i / 100, 4));
            }
        }
    }
}
