package io.vfioreplay.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.pipeline.RecorderOptions.Batching;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is on the disk when, in each class. Nobody switches the power off here: what is tested is who waits for which commit. */
final class DurabilityTest {

    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource(Batching.class)
    void awaitDurable_returnsWhenTheEventIsOnTheDisk(Batching batching) {
        try (Recorder recorder = recorder(RecorderOptions.LIVE.with(batching))) {
            EventSink sink = new Flattener(recorder);
            for (int i = 0; i < 3000; i++) {
                sink.pageFaultBegan(Stamp.at(i, 0), i);
            }
            assertThat(recorder.acceptedPosition()).isEqualTo(2999);
            recorder.awaitDurable(1500);
            assertThat(recorder.durablePosition()).isGreaterThanOrEqualTo(1500);
            recorder.sync();
            assertThat(recorder.durablePosition()).isEqualTo(2999);
            assertThat(recorder.publishedPosition()).isEqualTo(2999);
        }
    }

    @Test
    void awaitDurable_refusesAPositionThatNobodyHasYet() {
        try (Recorder recorder = recorder(RecorderOptions.LIVE)) {
            recorder.awaitDurable(-1);
            assertThatThrownBy(() -> recorder.awaitDurable(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void memory_commitsNothingUntilSomebodyWaits() {
        try (Recorder recorder = recorder(RecorderOptions.LIVE)) {
            new Flattener(recorder).pageFaultBegan(Stamp.at(0, 0), 0);
            awaitPublished(recorder, 0);
            assertThat(recorder.durablePosition()).isEqualTo(-1);
        }
    }

    @Test
    void batch_commitsWithoutAnybodyWaiting() {
        Durability batch = Durability.batch(Duration.ofMillis(1));
        try (Recorder recorder = recorder(RecorderOptions.LIVE.with(batch))) {
            new Flattener(recorder).pageFaultBegan(Stamp.at(0, 0), 0);
            while (recorder.durablePosition() < 0) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Batching.class)
    void strict_returnsFromAControlPlaneEventWhenItIsOnTheDisk(Batching batching) {
        RecorderOptions options = RecorderOptions.LIVE.with(batching).with(Durability.strict(NEVER));
        try (Recorder recorder = recorder(options)) {
            EventSink sink = new Flattener(recorder);
            sink.pageFaultBegan(Stamp.at(1, 0), 1);
            assertThat(recorder.durablePosition()).isEqualTo(-1);
            sink.deviceStateSet(Stamp.at(2, 0), DeviceState.of(Protocol.V2, 2), EventSink.NO_DATA_FD);
            assertThat(recorder.durablePosition()).isEqualTo(1);
        }
    }

    @Test
    void close_makesEverythingDurableInEveryClass() {
        Recorder recorder = recorder(RecorderOptions.LIVE);
        new Flattener(recorder).pageFaultBegan(Stamp.at(0, 0), 0);
        recorder.close();
        assertThat(recorder.durablePosition()).isEqualTo(0);
        assertThat(JournalVerifier.verify(journal()).isClean()).isTrue();
    }

    @Test
    void awaitDurable_tellsOfACommitThatFailedAndNothingIsTakenAfterwards() throws IOException {
        Recorder recorder = recorder(RecorderOptions.LIVE);
        EventSink sink = new Flattener(recorder);
        sink.pageFaultBegan(Stamp.at(0, 0), 0);
        awaitPublished(recorder, 0);
        Files.delete(journal().resolve("19700101F.cq4")); // There is nothing to bring to the disk any more.
        assertThatThrownBy(() -> recorder.awaitDurable(0))
                .isInstanceOfSatisfying(
                        RecorderFailedException.class,
                        failed -> assertThat(failed.position()).isEqualTo(1))
                .hasMessageContaining("cannot sync");
        assertThatThrownBy(() -> sink.pageFaultBegan(Stamp.at(1, 0), 1)).isInstanceOf(RecorderFailedException.class);
        assertThatThrownBy(recorder::close)
                .isInstanceOf(RecorderFailedException.class)
                .hasMessageContaining("cannot sync");
        assertThat(recorder.publishedPosition()).isEqualTo(0);
        assertThat(recorder.durablePosition()).isEqualTo(-1);
    }

    @Test
    void delay_mustBePositive() {
        assertThatThrownBy(() -> Durability.batch(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Durability.strict(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** The picture of the table: what comes as often as the guest or the device pleases. */
    @Test
    void dataPlane_isWhatGuestAndDeviceDoByThemselves() {
        Set<EventKind> dataPlane = EnumSet.noneOf(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            if (Durability.isDataPlane(kind)) {
                dataPlane.add(kind);
            }
        }
        assertThat(dataPlane)
                .extracting(EventKind::label)
                .containsExactlyInAnyOrder(
                        "mmioRead",
                        "mmioWritten",
                        "configRead",
                        "configWritten",
                        "dmaIssued",
                        "dmaCompleted",
                        "interruptRaised",
                        "pageFaultBegan",
                        "pageFaultEnded",
                        "dirtyPagesReported",
                        "migrationWindowRead",
                        "migrationWindowWritten",
                        "migrationDataRead",
                        "migrationDataWritten",
                        "migrationDataCarried");
    }

    private static void awaitPublished(Recorder recorder, long position) {
        while (recorder.publishedPosition() < position) {
            LockSupport.parkNanos(100_000);
        }
    }

    private Path journal() {
        return temp.resolve("test.vfj");
    }

    private Recorder recorder(RecorderOptions options) {
        return new Recorder(
                JournalWriter.create(journal(), new TreeMap<>()), RecorderModel.NONE, options, TreeMap::new);
    }
}
