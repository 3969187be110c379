package io.vfioreplay.tool.debug;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.travel.Recording;
import io.vfioreplay.engine.travel.Session;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.NumberPayload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.tool.text.Palette;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes to a damaged place is told of it, and goes on from where he was. */
final class DamagedJournalTest {

    private static final int EVENTS = 200_000;

    @TempDir
    private Path temp;

    @Test
    void typed_tellsOfDamageAndKeepsThePlace() throws IOException {
        Path journal = temp.resolve("damaged.vfj");
        record(journal);
        flipInTheMiddle(journal.resolve("19700101F.cq4"));
        List<String> lines = new ArrayList<>();
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            Session session = Session.of(new Recording("damaged", timeline, Optional.empty()));
            Look look = new Look(Palette.PLAIN, Look.WIDTH);
            Debugger debugger = Debugger.forPeople(
                    session, Wait::silent, new Debugger.Output(() -> look, false, lines::add, lines::add));
            debugger.open("7");
            for (String line : List.of("go end", "next device0/state", "findings", "info journal")) {
                debugger.typed(line);
                debugger.candidates(line + " ");
            }
            assertThat(debugger.place()).isEqualTo("7");
            assertThat(lines).anyMatch(line -> line.contains("checksum"));
            debugger.typed("go 9");
            assertThat(debugger.place()).isEqualTo("9");
        }
    }

    private static void record(Path journal) {
        JournalWriter writer =
                JournalWriter.create(journal, JournalHeader.of(List.of()).toDescription());
        try (Recorder recorder = new Recorder(writer, RecorderModel.NONE, RecorderOptions.IMPORT, TreeMap::new)) {
            NumberPayload payload = new NumberPayload();
            long[] values = new long[EventKind.FIELDS_MAX];
            values[2] = 4;
            for (int i = 0; i < EVENTS; i++) {
                values[1] = 4L * (i % 4096);
                recorder.accept(Stamp.at(i, 0), EventKind.MMIO_WRITTEN, values, payload.set(i, 4));
            }
        }
    }

    private static void flipInTheMiddle(Path store) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
            long at = end(file) / 2;
            file.seek(at);
            int was = file.read();
            file.seek(at);
            file.write(was ^ 1);
        }
    }

    /** Behind the last byte that is not 0: the store keeps room in reserve. */
    private static long end(RandomAccessFile file) throws IOException {
        long end = file.length();
        do {
            file.seek(--end);
        } while (file.read() == 0);
        return end;
    }
}
