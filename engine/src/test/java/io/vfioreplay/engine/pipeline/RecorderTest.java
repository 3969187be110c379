package io.vfioreplay.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.codec.EventDecoder;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.codec.EventEncoder;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.pipeline.RecorderOptions.Batching;
import io.vfioreplay.engine.pipeline.RecorderOptions.Overload;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RecorderTest {

    private static final RecorderOptions SMALL = options(Overload.BLOCK, Batching.PROMPT);

    private static RecorderOptions options(Overload overload, Batching batching) {
        return new RecorderOptions(8, overload, batching, Durability.memory(), 4096);
    }

    @TempDir
    private Path temp;

    @Test
    void close_returnsWhenEveryEventIsSealedInTheJournal() {
        Recorder recorder = recorder(RecorderModel.NONE, SMALL);
        EventSink sink = new Flattener(recorder);
        for (int i = 0; i < 1000; i++) {
            sink.pageFaultBegan(Stamp.at(i, 0), i);
        }
        recorder.close();
        assertThat(recorder.publishedPosition()).isEqualTo(999);
        assertThat(JournalVerifier.verify(journal()).isClean()).isTrue();
        assertThat(read(DamagePolicy.STRICT)).extracting(e -> e.values().get(0)).containsExactlyElementsOf(longs(1000));
    }

    @Test
    void accept_keepsTheOrderOfEachThread() throws InterruptedException {
        Recorder recorder = recorder(RecorderModel.NONE, SMALL);
        List<Thread> threads = new ArrayList<>();
        for (int device = 0; device < 4; device++) {
            int own = device;
            threads.add(new Thread(() -> {
                EventSink sink = new Flattener(recorder);
                for (int i = 0; i < 500; i++) {
                    sink.pageFaultBegan(Stamp.at(i, own), i);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        recorder.close();
        List<Event> events = read(DamagePolicy.STRICT);
        assertThat(events).extracting(e -> e.stamp().position()).containsExactlyElementsOf(longs(2000));
        for (int device = 0; device < 4; device++) {
            int own = device;
            assertThat(events.stream().filter(e -> e.stamp().device() == own))
                    .extracting(e -> e.values().get(0))
                    .containsExactlyElementsOf(longs(500));
        }
    }

    @Test
    void accept_throwsAfterTheModelFailedAndTheJournalHoldsAllBefore() {
        RecorderModel failing = (envelope, kind, values, payload) -> {
            if (envelope.position() == 700) {
                throw new IllegalStateException("planted");
            }
            return null;
        };
        Recorder recorder = recorder(failing, options(Overload.BLOCK, Batching.BY_CONTENT));
        EventSink sink = new Flattener(recorder);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        sink.pageFaultBegan(Stamp.at(i, 0), i);
                    }
                })
                .isInstanceOfSatisfying(
                        RecorderFailedException.class,
                        failed -> assertThat(failed.position()).isEqualTo(700))
                .hasMessageContaining("planted");
        assertThatThrownBy(recorder::close).isInstanceOf(RecorderFailedException.class);
        assertThat(read(DamagePolicy.SKIP)).extracting(e -> e.values().get(0)).containsExactlyElementsOf(longs(700));
        assertThat(JournalVerifier.verify(journal()).sealed()).isFalse();
    }

    /** Closing fails for the same reason, which must not hide it. */
    @Test
    void close_leavesTheFailureOfACallInATryStatementAsItIs() {
        RecorderModel failing = (envelope, kind, values, payload) -> {
            throw new IllegalStateException("planted");
        };
        assertThatThrownBy(() -> {
                    try (Recorder recorder = recorder(failing, SMALL)) {
                        EventSink sink = new Flattener(recorder);
                        for (int i = 0; i < 100_000; i++) {
                            sink.pageFaultBegan(Stamp.at(i, 0), i);
                        }
                    }
                })
                .isInstanceOf(RecorderFailedException.class)
                .hasMessageContaining("planted");
    }

    @Test
    void close_sealsInAThreadThatIsInterrupted() {
        Recorder recorder = recorder(RecorderModel.NONE, SMALL);
        new Flattener(recorder).pageFaultBegan(Stamp.at(0, 0), 0);
        Thread.currentThread().interrupt();
        recorder.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(JournalVerifier.verify(journal()).isClean()).isTrue();
    }

    @Test
    void journalStage_letsPayloadsGoWhenTheyAreStored() {
        try (JournalWriter writer = JournalWriter.create(journal(), new TreeMap<>())) {
            PayloadBudget budget = new PayloadBudget(1000);
            assertThat(budget.tryTake(1000)).isTrue();
            JournalStage stage = new JournalStage(writer, Overload.BLOCK, budget, new NeverEnding());
            BlockSlot slot = new BlockSlot();
            slot.begin(0);
            EventEncoder encoder = new EventEncoder();
            encoder.begin(slot.bytes);
            long[] none = new long[EventKind.FIELDS_MAX];
            encoder.add(Stamp.at(0, 0), EventKind.MARKER_PLACED, none, Payload.of(new byte[1000]), 0);
            slot.payloads.add(new byte[1000]);
            slot.finish(encoder.length(), encoder.count());
            stage.onEvent(slot, 0, true);
            assertThat(slot.payloads).isEmpty();
            assertThat(budget.tryTake(1000)).isTrue();
            stage.stop();
            assertThatThrownBy(() -> stage.onEvent(slot, 1, true)).hasMessageContaining("stopped");
            assertThat(stage.publishedPosition()).isEqualTo(0);
        }
    }

    private static final class NeverEnding implements JournalStage.Ending {
        @Override
        public boolean isNear() {
            return false;
        }

        @Override
        public void seal() {
            throw new IllegalStateException("nobody ends here");
        }
    }

    @Test
    void accept_countsWhatItDropsWhenAskedTo() throws InterruptedException {
        CountDownLatch modelEntered = new CountDownLatch(1);
        CountDownLatch modelMayGoOn = new CountDownLatch(1);
        RecorderModel waiting = (envelope, kind, values, payload) -> {
            modelEntered.countDown();
            awaitQuietly(modelMayGoOn);
            return null;
        };
        Recorder recorder = recorder(waiting, options(Overload.GAP, Batching.PROMPT));
        EventSink sink = new Flattener(recorder);
        sink.pageFaultBegan(Stamp.at(0, 0), 0);
        modelEntered.await();
        for (int i = 1; i < 20_000; i++) {
            sink.pageFaultBegan(Stamp.at(i, 0), i);
        }
        modelMayGoOn.countDown();
        recorder.close();
        List<Event> events = read(DamagePolicy.STRICT);
        List<Event> gaps =
                events.stream().filter(e -> e.kind() == EventKind.EVENTS_LOST).toList();
        assertThat(gaps).hasSize(1);
        int kept = events.size() - gaps.size();
        assertThat(gaps.get(0).value("count")).contains(20_000L - kept);
        assertThat(kept).isBetween(6 * EventFormat.BLOCK_EVENTS_MAX, 8 * EventFormat.BLOCK_EVENTS_MAX);
    }

    @Test
    void accept_storesEqualLargePayloadsOnce() {
        Recorder recorder = recorder(RecorderModel.NONE, SMALL);
        EventSink sink = new Flattener(recorder);
        byte[] large = new byte[3000];
        for (int i = 0; i < 20; i++) {
            sink.internalStateChanged(Stamp.at(i, 0), Payload.of(large));
        }
        recorder.close();
        assertThat(JournalVerifier.verify(journal()).payloads()).isEqualTo(1);
        assertThat(read(DamagePolicy.STRICT)).allMatch(e -> e.payload().length() == 3000);
    }

    /** In blocks that end by content nobody takes the open block away, and it is what holds the room. */
    @ParameterizedTest
    @EnumSource(Batching.class)
    void accept_takesMoreLargePayloadsThanThereIsRoomFor(Batching batching) {
        Recorder recorder = recorder(RecorderModel.NONE, options(Overload.BLOCK, batching));
        EventSink sink = new Flattener(recorder);
        for (int i = 0; i < 40; i++) {
            byte[] large = new byte[1000 + i * 200];
            sink.internalStateChanged(Stamp.at(i, 0), Payload.of(large));
        }
        recorder.close();
        assertThat(read(DamagePolicy.STRICT)).hasSize(40);
    }

    @Test
    void close_reportsAPayloadThatCannotBeKeptAndKeepsTheRest() {
        Recorder recorder = recorder(RecorderModel.NONE, SMALL);
        EventSink sink = new Flattener(recorder);
        sink.pageFaultBegan(Stamp.at(0, 0), 0);
        Payload tooLong = Payload.of(new byte[JournalWriter.PAYLOAD_BYTES_MAX + 1]);
        assertThatThrownBy(() -> sink.internalStateChanged(Stamp.at(1, 0), tooLong))
                .isInstanceOf(IllegalArgumentException.class);
        recorder.close();
        assertThat(read(DamagePolicy.STRICT)).hasSize(1);
    }

    private Recorder recorder(RecorderModel model, RecorderOptions options) {
        return new Recorder(JournalWriter.create(journal(), new TreeMap<>()), model, options, TreeMap::new);
    }

    private Path journal() {
        return temp.resolve("test.vfj");
    }

    private List<Event> read(DamagePolicy policy) {
        List<Event> events = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal(), policy)) {
            EventDecoder decoder = new EventDecoder(reader::payload);
            reader.readEvents(
                    0,
                    Long.MAX_VALUE,
                    (first, count, body) -> decoder.decode(
                            first, count, body, Range.ALL, (e, k, v, p) -> events.add(Event.copyOf(e, k, v, p))));
        }
        return events;
    }

    private static List<Long> longs(int count) {
        List<Long> longs = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            longs.add(i);
        }
        return longs;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
