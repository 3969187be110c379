package io.vfioreplay.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journal of these tests: 10,000 faults and behind every 3,000th a device_state that is set. Digests are thus behind
 * positions 3000, 6001, 9002 and behind the last, 10002.
 */
final class ReplayerTest {

    private static final long RIGHT = Long.MAX_VALUE;

    @TempDir
    private Path temp;

    @BeforeEach
    void recordJournal() {
        JournalWriter writer = JournalWriter.create(temp.resolve("j.vfj"), new TreeMap<>());
        try (Recorder recorder = new Recorder(writer, fold("1", RIGHT), RecorderOptions.IMPORT, TreeMap::new)) {
            EventSink sink = new Flattener(recorder);
            for (int i = 1; i <= 10_000; i++) {
                sink.pageFaultBegan(Stamp.at(i, 0), i);
                if (i % 3000 == 0) {
                    sink.deviceStateSet(Stamp.at(i, 0), DeviceState.of(Protocol.V2, 2), EventSink.NO_DATA_FD);
                }
            }
        }
    }

    @Test
    void replay_findsEveryDigestEqual() {
        ReplayReport report = replay("1", RIGHT, Long.MAX_VALUE);
        assertThat(report.divergence()).isEmpty();
        assertThat(report.notCompared()).isEmpty();
        assertThat(report.digestsCompared()).isEqualTo(4);
        assertThat(report.events()).isEqualTo(10_003);
        assertThat(report.last()).isEqualTo(new StateDigest(10_002, Long.toHexString(50_005_000), "1"));
    }

    @Test
    void replay_namesTheFirstDigestThatDiffersAndTheEventsBeforeIt() {
        Divergence divergence = replay("1", 5_000, Long.MAX_VALUE).divergence().orElseThrow();
        assertThat(divergence.position()).isEqualTo(6_001);
        assertThat(divergence.expected()).isEqualTo(Long.toHexString(18_003_000));
        assertThat(divergence.actual()).isEqualTo(Long.toHexString(18_003_000 + 1_001));
        assertThat(divergence.lastEvents())
                .extracting(Event::stamp)
                .extracting(Stamp::position)
                .hasSize(20)
                .startsWith(5_982L)
                .endsWith(6_001L);
    }

    @Test
    void replay_findsADifferenceBehindTheLastRecord() {
        Divergence divergence = replay("1", 10_000, Long.MAX_VALUE).divergence().orElseThrow();
        assertThat(divergence.position()).isEqualTo(10_002);
    }

    @Test
    void replay_saysThatTheModelChangedRatherThanThatStatesDiffer() {
        ReplayReport report = replay("2", 0, Long.MAX_VALUE);
        assertThat(report.divergence()).isEmpty();
        assertThat(report.digestsCompared()).isZero();
        assertThat(report.notCompared())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("model changed")
                        .contains("version 1")
                        .contains("version 2"));
    }

    @Test
    void replay_stopsWhereItIsAskedTo() {
        ReplayReport report = replay("1", 5_000, 6_001);
        assertThat(report.divergence()).isEmpty();
        assertThat(report.events()).isEqualTo(6_001);
        assertThat(report.digestsCompared()).isEqualTo(1);
        assertThat(report.last().position()).isEqualTo(6_000);
    }

    private ReplayReport replay(String version, long wrongFrom, long to) {
        try (Timeline timeline = Timeline.open(temp.resolve("j.vfj"), DamagePolicy.STRICT)) {
            return Replayer.run(timeline, fold(version, wrongFrom), to, Progress.NONE);
        }
    }

    private static Fold fold(String version, long wrongFrom) {
        return new Fold(new SummingState(version, wrongFrom), new PartialEventSink() {});
    }
}
