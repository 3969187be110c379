package io.vfioreplay.engine.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.journal.DamagePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was shrunk is a journal like any other. */
final class ShrunkJournalTest {

    @TempDir
    private Path temp;

    @Test
    void write_makesASealedJournalThatReplaysAndSaysWhereItCameFrom() {
        Path target = temp.resolve("small.vfj");
        try (Migration migration = Migration.of("f22-source.pcap.gz", temp)) {
            Timeline original = migration.source();
            String digest = original.digest();
            Course whole = migration.examination().whole(Progress.NONE);
            Conditions keep = Conditions.same(migration.examination(), whole);
            ShrinkReport report =
                    Shrinker.run(whole, keep, 1_000, ShrinkProgress.NONE).orElseThrow();

            ShrunkJournal.write(original, report.after(), Side.SOURCE, keep.text(), target);

            try (Timeline small = Timeline.open(target, DamagePolicy.STRICT)) {
                ReplayReport replayed = Replayer.run(small, HostState.fold(), Long.MAX_VALUE, Progress.NONE);
                assertThat(replayed.divergence()).isEmpty();
                assertThat(replayed.notCompared()).isEmpty();
                assertThat(replayed.digestsCompared()).isPositive();
                assertThat(small.isSealed()).isTrue();
                assertThat(small.header().captures())
                        .isEqualTo(original.header().captures());
                assertThat(Derivation.of(small.description()))
                        .containsExactly(new Derivation("shrunk", digest, keep.text()));
                assertThat(kinds(small))
                        .containsExactly(
                                EventKind.DEVICE_OPENED, EventKind.DEVICE_STATE_SET, EventKind.MIGRATION_DATA_READ);
            }
            assertThat(original.digest()).isEqualTo(digest);
        }
    }

    private static List<EventKind> kinds(Timeline timeline) {
        List<EventKind> kinds = new ArrayList<>();
        timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> kinds.add(kind));
        return kinds;
    }
}
