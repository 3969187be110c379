package io.vfioreplay.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VcdExportTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @Test
    void run_writesEveryAccessAndEveryStateInOrder() {
        Path journal = Packets.imported(Packets.capture("q05-device.pcap.gz"), directory.resolve("a.vfj"));
        List<String> accesses = new ArrayList<>();
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            long origin = timeline.originNanos();
            timeline.replay(Range.ALL, Progress.NONE, (e, kind, values, payload) -> {
                if (Register.isAccess(kind) && payload.length() > 0 && payload.length() <= 8) {
                    accesses.add((e.timeNanos() - origin) + " " + Long.toBinaryString(payload.littleEndian()));
                }
            });
        }

        VcdFile dump = VcdFile.parse(vcd(journal, Selection.ALL));

        assertThat(dump.changes.stream().map(change -> change.replaceAll(" .* ", " ")))
                .isEqualTo(accesses);
        assertThat(dump.names.values()).contains("host.device0.config.x0_u32_read");
    }

    @Test
    void run_showsTheStateAsItsNumberAndNotKnownAfterAFailure() {
        Path journal = Packets.imported(Packets.capture("f05-destination.pcap"), directory.resolve("a.vfj"));

        VcdFile dump = VcdFile.parse(vcd(journal, Selection.ALL));

        assertThat(dump.changes.stream()
                        .filter(change -> change.contains(".state "))
                        .map(c -> c.replaceAll(".* ", "")))
                .containsExactly("100");
    }

    @Test
    void run_usesPositionsWhereThereAreNoTimesAndSaysSo() {
        String dump = vcd(Packets.golden("qemu-1.vfj"), Selection.ALL);

        assertThat(VcdFile.parse(dump).bits).isNotNull();
    }

    @Test
    void run_writesOnlyWhatIsWanted() {
        Path journal = Packets.imported(Packets.capture("q05-device.pcap.gz"), directory.resolve("a.vfj"));
        Selection writes = new Selection(new Range(0, 1000), Filter.parse("kind == mmioWritten"));

        VcdFile dump = VcdFile.parse(vcd(journal, writes));

        assertThat(dump.names.values()).isNotEmpty().allMatch(name -> name.endsWith("_written"));
    }

    private static String vcd(Path journal, Selection selection) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            VcdExport.run(timeline, selection, out, Progress.NONE);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }
}
