package io.vfioreplay.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.codec.EventDecoder;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectRecorderTest {

    private static final int EVENTS = 5_000;

    @TempDir
    private Path temp;

    @Test
    void direct_givesTheSameJournalAsARecorderWhoseBlocksEndByContent() {
        Path direct = temp.resolve("direct.vfj");
        DirectRecorder recorder = new DirectRecorder(JournalWriter.create(direct, new TreeMap<>()));
        send(new Flattener(recorder));
        recorder.seal(new TreeMap<>());

        Path ring = temp.resolve("ring.vfj");
        JournalWriter writer = JournalWriter.create(ring, new TreeMap<>());
        try (Recorder other = new Recorder(writer, RecorderModel.NONE, RecorderOptions.IMPORT, TreeMap::new)) {
            send(new Flattener(other));
        }
        assertThat(JournalVerifier.verify(direct).isClean()).isTrue();
        assertThat(JournalVerifier.verify(direct).events()).isEqualTo(EVENTS);
        assertThat(texts(direct)).isEqualTo(texts(ring));
    }

    @Test
    void sync_keepsWhatWasTakenThoughNothingIsSealed() {
        Path journal = temp.resolve("journal.vfj");
        DirectRecorder recorder = new DirectRecorder(JournalWriter.create(journal, new TreeMap<>()));
        new Flattener(recorder).pageFaultBegan(Stamp.at(1, 0), 64);
        recorder.sync();
        assertThat(texts(journal)).hasSize(1);
        recorder.close();
        assertThat(JournalVerifier.verify(journal).sealed()).isFalse();
    }

    @Test
    void accept_keepsTheBlockWhenAPayloadIsRefused() {
        Path journal = temp.resolve("journal.vfj");
        try (DirectRecorder recorder = new DirectRecorder(JournalWriter.create(journal, new TreeMap<>()))) {
            EventSink sink = new Flattener(recorder);
            sink.pageFaultBegan(Stamp.at(1, 0), 64);
            Payload tooLong = Payload.of(new byte[JournalWriter.PAYLOAD_BYTES_MAX + 1]);
            assertThatThrownBy(() -> sink.internalStateChanged(Stamp.at(2, 0), tooLong))
                    .isInstanceOf(IllegalArgumentException.class);
            sink.internalStateChanged(Stamp.at(3, 0), Payload.of(new byte[300]));
        }
        assertThat(texts(journal)).hasSize(2);
    }

    /** Java closes files under a thread that is interrupted while it uses them. */
    @Test
    void accept_goesOnInAThreadThatIsInterrupted() {
        Path journal = temp.resolve("journal.vfj");
        DirectRecorder recorder = new DirectRecorder(JournalWriter.create(journal, new TreeMap<>()));
        Thread.currentThread().interrupt();
        for (int i = 0; i < 20; i++) {
            send(new Flattener(recorder));
        }
        recorder.sync();
        recorder.seal(new TreeMap<>());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(JournalVerifier.verify(journal).isClean()).isTrue();
        assertThat(JournalVerifier.verify(journal).events()).isEqualTo(20L * EVENTS);
    }

    private static void send(EventSink sink) {
        for (int i = 0; i < EVENTS; i++) {
            if (i % 50 == 0) {
                sink.internalStateChanged(Stamp.at(i, 0), Payload.of(new byte[300 + i % 7]));
            } else {
                sink.pageFaultBegan(Stamp.at(i, i % 3), i);
            }
        }
    }

    private static List<String> texts(Path journal) {
        List<String> texts = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            EventDecoder decoder = new EventDecoder(reader::payload);
            reader.readEvents(
                    0,
                    Long.MAX_VALUE,
                    (first, count, body) ->
                            decoder.decode(first, count, body, Range.ALL, (e, kind, values, payload) -> {
                                Event event = Event.copyOf(e, kind, values, payload);
                                texts.add(event.stamp() + " " + kind + event.values() + payload.length());
                            }));
        }
        return texts;
    }
}
