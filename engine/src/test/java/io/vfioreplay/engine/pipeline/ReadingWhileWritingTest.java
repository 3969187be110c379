package io.vfioreplay.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal is opened again and again while it is written. */
final class ReadingWhileWritingTest {

    private static final int READINGS = 12;
    private static final int BURST = 20_000;
    private static final int STORED_EVERY = 50;

    @TempDir
    private Path temp;

    @Test
    void reader_seesEveryPublishedEventAndNothingWrongWhileAWriterAppends() throws InterruptedException {
        Recorder recorder = recorder();
        Semaphore bursts = new Semaphore(0);
        Thread writer = new Thread(() -> write(recorder, bursts));
        writer.setDaemon(true);
        writer.start();
        for (int i = 0; i < READINGS; i++) {
            long published = recorder.publishedPosition();
            bursts.release(); // The writer is at work while this reads.
            assertThat(read()).isGreaterThanOrEqualTo(published + 1);
            assertThat(JournalVerifier.verify(journal()).damage())
                    .extracting(Damage::code)
                    .isSubsetOf(List.of(DamageCode.TORN_TAIL, DamageCode.NOT_SEALED));
        }
        writer.join();
        recorder.close();
        assertThat(read()).isEqualTo((long) READINGS * BURST);
    }

    private static void write(Recorder recorder, Semaphore bursts) {
        EventSink sink = new Flattener(recorder);
        for (int i = 0; i < READINGS * BURST; i++) {
            if (i % BURST == 0) {
                bursts.acquireUninterruptibly();
            }
            if (i % STORED_EVERY == 0) {
                sink.markerPlaced(Stamp.at(i, 0), Payload.of(content(i)));
            } else {
                sink.pageFaultBegan(Stamp.at(i, 0), i);
            }
        }
    }

    private static byte[] content(long position) {
        byte[] bytes = new byte[1 + (int) (position % 5_000)];
        bytes[bytes.length - 1] = (byte) position;
        return bytes;
    }

    /** How many events there are; each must be the one of its position. */
    private long read() {
        long[] next = {0};
        try (Timeline timeline = Timeline.open(journal(), DamagePolicy.STRICT)) {
            timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                boolean isStored = next[0] % STORED_EVERY == 0;
                boolean isSame =
                        isStored ? Arrays.equals(payload.toByteArray(), content(next[0])) : values[0] == next[0];
                if (!isSame || envelope.position() != next[0] || envelope.timeNanos() != next[0]) {
                    throw new AssertionError("another event at position " + next[0]);
                }
                next[0]++;
            });
        }
        return next[0];
    }

    private Recorder recorder() {
        JournalHeader header = new JournalHeader(EventFormat.VERSION, List.of(), Optional.empty());
        return new Recorder(
                JournalWriter.create(journal(), header.toDescription()),
                RecorderModel.NONE,
                RecorderOptions.LIVE,
                TreeMap::new);
    }

    private Path journal() {
        return temp.resolve("live.vfj");
    }
}
