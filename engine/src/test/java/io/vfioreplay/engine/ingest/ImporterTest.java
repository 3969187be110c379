package io.vfioreplay.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImporterTest {

    @TempDir
    private Path temp;

    @Test
    void run_mergesSeveralCapturesByTimeAndNumbersTheirDevicesOn() throws IOException {
        Path journal = temp.resolve("both.vfj");
        List<CaptureSummary> summaries = run(List.of(copy("f03-destination"), copy("f03-source")), journal);
        List<Event> events = events(journal);

        assertThat(events)
                .hasSize((int) (summaries.get(0).events() + summaries.get(1).events()));
        assertThat(events).extracting(e -> e.stamp().timeNanos()).isSorted();
        assertThat(events).extracting(e -> e.stamp().device()).containsOnly(0, 1);
        // The source was recorded first in time, although it was given second.
        assertThat(events.get(0).stamp().witness()).isEqualTo(1);
        assertThat(events.get(0).stamp().device()).isZero();
    }

    @Test
    void run_keepsTheOrderOfEachCapture() throws IOException {
        Path journal = temp.resolve("both.vfj");
        run(List.of(copy("f07-source"), copy("f07-destination")), journal);
        for (int witness = 0; witness < 2; witness++) {
            int own = witness;
            Path alone = temp.resolve("alone-" + witness + ".vfj");
            run(List.of(copy(witness == 0 ? "f07-source" : "f07-destination")), alone);
            assertThat(events(journal).stream()
                            .filter(e -> e.stamp().witness() == own)
                            .map(e -> e.kind() + "" + e.values() + e.stamp().record()))
                    .containsExactlyElementsOf(events(alone).stream()
                            .map(e -> e.kind() + "" + e.values() + e.stamp().record())
                            .toList());
        }
    }

    @Test
    void run_givesTheSameJournalEveryTime() throws IOException {
        List<Path> captures = List.of(copy("f03-source"), copy("f03-destination"));
        List<String> digests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path journal = temp.resolve("run-" + i + ".vfj");
            run(captures, journal);
            try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
                digests.add(timeline.digest());
            }
        }
        assertThat(digests).containsOnly(digests.get(0));
    }

    @Test
    void run_leavesNothingBehindWhenACaptureCannotBeUsed() throws IOException {
        Path whole = copy("f03-source");
        byte[] bytes = Files.readAllBytes(whole);
        Path torn = Files.write(temp.resolve("torn.pcap.gz"), Arrays.copyOf(bytes, 12));
        Path journal = temp.resolve("torn.vfj");
        assertThatThrownBy(() -> run(List.of(torn), journal)).isInstanceOf(CaptureException.class);
        assertThatThrownBy(() -> run(List.of(whole, torn), journal)).isInstanceOf(CaptureException.class);
        assertThat(journal).doesNotExist();
    }

    @Test
    void open_removesTheTemporaryJournalOfACapture() throws IOException {
        Path journal;
        try (JournalSource source = JournalSource.open(copy("f18-source"), HostState.fold(), Progress.NONE)) {
            journal = source.journal();
            assertThat(events(journal)).isNotEmpty();
        }
        assertThat(journal.getParent()).doesNotExist();
    }

    private static List<CaptureSummary> run(List<Path> captures, Path journal) {
        return Importer.run(CaptureSet.of(captures), journal, HostState.fold(), Progress.NONE).stream()
                .map(ImportedFile::summary)
                .toList();
    }

    private static List<Event> events(Path journal) {
        List<Event> events = new ArrayList<>();
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            timeline.replay(
                    Range.ALL,
                    Progress.NONE,
                    (e, kind, values, payload) -> events.add(Event.copyOf(e, kind, values, payload)));
        }
        return events;
    }

    private Path copy(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ImporterTest.class.getResourceAsStream("/captures/" + name + ".pcap.gz"), name)) {
            return Files.write(temp.resolve(name + ".pcap.gz"), in.readAllBytes());
        }
    }
}
