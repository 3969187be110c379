package io.vfioreplay.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checked: behind events of every recording beside the tests, a state that was restored is the state that was folded. */
final class HostSnapshotLawTest {

    /** Behind every event up to here, then behind some: logs have tens of thousands of events. */
    private static final int EVERY_EVENT_UNTIL = 300;

    static List<Path> recordings() throws IOException, URISyntaxException {
        Path captures = Path.of(Objects.requireNonNull(HostSnapshotLawTest.class.getResource("/captures"))
                .toURI());
        try (Stream<Path> files = Files.walk(captures.resolveSibling(""), 3)) {
            return files.filter(HostSnapshotLawTest::isRecording).sorted().toList();
        }
    }

    private static boolean isRecording(Path file) {
        String name = file.getFileName().toString();
        boolean isJournal = name.endsWith(".vfj") && Files.isDirectory(file);
        boolean isMigrationSide = file.resolve("../..").normalize().endsWith("migrations") && Files.isDirectory(file);
        return isJournal || isMigrationSide || name.contains(".pcap");
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void restore_givesTheFoldedStateBehindEachEvent(Path recording) {
        try (JournalSource source = JournalSource.open(recording, HostState.fold(), Progress.NONE);
                Timeline timeline = Timeline.open(source.journal(), DamagePolicy.STRICT)) {
            HostState folded = new HostState();
            Unflattener rows = new Unflattener(folded.events());
            HostState[] restored = {HostState.withSnapshots()};
            timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                rows.accept(envelope, kind, values, payload);
                new Unflattener(restored[0].events()).accept(envelope, kind, values, payload);
                long position = envelope.position();
                if (position < EVERY_EVENT_UNTIL || position % 499 == 0) {
                    restored[0] = HostState.restore(restored[0].snapshot());
                    assertThat(restored[0].digest()).as("at %d", position).isEqualTo(folded.digest());
                }
            });
            assertThat(restored[0].tree()).isEqualTo(folded.tree());
        }
    }

    @Test
    void restore_refusesASnapshotOfAnotherVersion() {
        byte[] other = new SnapshotWriter("observed-0 snapshot-1").toByteArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostState.restore(other))
                .withMessageContaining("no snapshot of observed");
    }
}
