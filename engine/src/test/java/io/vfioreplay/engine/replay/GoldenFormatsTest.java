package io.vfioreplay.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.format.DamageCode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Journals of every event format are kept for ever, each beside a text of all its events, and are never made again:
 *
 * <pre>
 *  every-kind-1.vfj   {@link EveryKind}, closed in order
 *  unsealed-1.vfj     the same as it lay on the disk before it was closed, without the room in reserve
 *  qemu-1.vfj         an import of a log of QEMU and its QMP transcript: two witnesses, records
 * </pre>
 */
final class GoldenFormatsTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "every-kind-1, 2d7175376e609d73e10e541c002e41e3f6822c3cdb76c40f60f14e148f2ea5f0",
        "qemu-1, 910a0685bd538015d506f9a4c2be7f25e3d29e2103629b48200a2dc4dc138515",
    })
    void open_readsAJournalOfEveryFormatAsItWas(String name, String digest) throws IOException {
        assertThat(JournalVerifier.verify(golden(name + ".vfj")).isClean()).isTrue();
        try (Timeline timeline = Timeline.open(golden(name + ".vfj"), DamagePolicy.STRICT)) {
            assertThat(EventLine.all(timeline)).isEqualTo(Files.readAllLines(golden(name + ".txt")));
            assertThat(timeline.isSealed()).isTrue();
            assertThat(timeline.digest()).isEqualTo(digest);
        }
    }

    @Test
    void open_readsAnUnsealedJournalAsFarAsItGoes() throws IOException {
        assertThat(JournalVerifier.verify(golden("unsealed-1.vfj")).damage())
                .extracting("code")
                .containsExactly(DamageCode.NOT_SEALED);
        try (Timeline timeline = Timeline.open(golden("unsealed-1.vfj"), DamagePolicy.STRICT)) {
            assertThat(EventLine.all(timeline)).isEqualTo(Files.readAllLines(golden("every-kind-1.txt")));
            assertThat(timeline.isSealed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"every-kind-1", "unsealed-1", "qemu-1"})
    void replay_givesTheStateThatWasRecordedUnlessTheModelSaysThatItChanged(String name) {
        try (Timeline timeline = Timeline.open(golden(name + ".vfj"), DamagePolicy.STRICT)) {
            ReplayReport report = Replayer.run(timeline, HostState.fold(), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.divergence()).isEmpty();
            assertThat(timeline.stateDigests()).isNotEmpty();
            assertThat(report.digestsCompared() >= timeline.stateDigests().size()
                            || report.notCompared().isPresent())
                    .isTrue();
        }
    }

    @Test
    void everyKind_holdsEveryKindThatThereWas() {
        Set<EventKind> seen = EnumSet.noneOf(EventKind.class);
        EveryKind.sendTo((envelope, kind, values, payload) -> seen.add(kind));

        assertThat(seen).hasSize(EveryKind.KINDS);
    }

    /** What was true of the format of a golden journal is true of today's. */
    @Test
    void recorder_keepsTheSameEventsInTheFormatOfToday() throws IOException {
        Path journal = temp.resolve("today.vfj");
        try (Recorder recorder = EveryKind.record(journal)) {
            recorder.sync();
            assertThat(events(journal)).isEqualTo(Files.readAllLines(golden("every-kind-1.txt")));
        }
        assertThat(JournalVerifier.verify(journal).isClean()).isTrue();
        assertThat(events(journal)).isEqualTo(Files.readAllLines(golden("every-kind-1.txt")));
    }

    private static List<String> events(Path journal) {
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            return new ArrayList<>(EventLine.all(timeline));
        }
    }

    private static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenFormatsTest.class.getResource("/golden/" + name), name)
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
