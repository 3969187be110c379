package io.vfioreplay.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.pipeline.RecorderOptions.Batching;
import io.vfioreplay.engine.pipeline.RecorderOptions.Overload;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.DamageCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk that becomes full while something is recorded, in a process of its own: a small file system in memory where one may be mounted,
 * else a limit on the length of files, which every system has.
 */
final class FullDiskTest {

    private static final String SMALL = "48m";
    /** More than the first 128 MiB and what the store maps behind them, and less than twice that; ulimit counts 512 bytes. */
    private static final int LIMIT_HALF_KIB = 170 << 11;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource(Overload.class)
    void recorder_tellsAndKeepsWhatWasPublishedWhenTheDiskIsFull(Overload overload) throws Exception {
        ChildProcess.Ended child = onSmallDisk(overload, "alone");
        assertStopped(child);
        if (overload == Overload.BLOCK) {
            assertThat(child.output()).contains("accept: RecorderFailedException");
        }
    }

    /** Looking at the room before writing is not enough. */
    @Test
    void recorder_keepsWhatWasPublishedWhenSomebodyElseTakesTheRoom() throws Exception {
        assertStopped(onSmallDisk(Overload.BLOCK, "besides another writer"));
    }

    @Test
    void recorder_stopsWithAClearErrorWhenItsFileMayNotGrow() throws Exception {
        assertStopped(ChildProcess.limited(
                "ulimit -f " + LIMIT_HALF_KIB, Child.class, temp.resolve("full.vfj"), Overload.BLOCK, "alone"));
    }

    @Test
    void create_saysThatTheDiskIsFullAndLeavesNothingBehind() throws Exception {
        Path journal = temp.resolve("full.vfj");
        String full = "mount -t tmpfs -o size=64k none " + temp + " && { cat /dev/zero >" + temp + "/filler || true; }";
        ChildProcess.Ended child = ChildProcess.mayMount(temp)
                ? ChildProcess.mounted(full, Child.class, journal, Overload.BLOCK, "alone")
                : ChildProcess.limited("ulimit -f 8", Child.class, journal, Overload.BLOCK, "alone");
        assertThat(child.output()).contains("not created", "full.vfj").doesNotContain("InternalError", "left behind");
    }

    private ChildProcess.Ended onSmallDisk(Overload overload, String company) throws Exception {
        Path journal = temp.resolve("full.vfj");
        return ChildProcess.mayMount(temp)
                ? ChildProcess.mounted(
                        "mount -t tmpfs -o size=" + SMALL + " none " + temp, Child.class, journal, overload, company)
                : ChildProcess.limited("ulimit -f " + LIMIT_HALF_KIB, Child.class, journal, overload, company);
    }

    private static void assertStopped(ChildProcess.Ended child) {
        assertThat(child.output())
                .as("what the child said")
                .contains("close: RecorderFailedException", "full.vfj", "all there")
                .doesNotContain("InternalError", "Failed to acquireByteStore");
        assertThat(child.code()).isEqualTo(0);
    }

    /** Records until it cannot, then reads. */
    static final class Child {

        private static final int EVENTS_MAX = 2_000;
        private static final int ANNOUNCED_AT = 40;
        private static final int BYTES = 128 << 10;
        private static final int LOOKS_MAX = 2_000;
        private static final long LOOK_NANOS = 1_000_000;

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            Path journal = Path.of(arguments[0]);
            Recorder recorder = create(journal, Overload.valueOf(arguments[1]), out);
            if (recorder == null) {
                return;
            }
            EventSink sink = new Flattener(recorder);
            try {
                boolean isKeptUp = true;
                for (int i = 0; i < EVENTS_MAX; i++) {
                    sink.markerPlaced(Stamp.at(i, 0), Payload.of(content(i)));
                    isKeptUp = isKeptUp && keepsUp(recorder);
                    if (i == ANNOUNCED_AT && !arguments[2].equals("alone")) {
                        fill(journal.resolveSibling("filler"));
                    }
                }
                out.println("accept: everything");
            } catch (RecorderFailedException failed) {
                out.println("accept: RecorderFailedException " + failed.getMessage());
            }
            close(recorder, out);
            read(journal, recorder.publishedPosition(), out);
        }

        private static @Nullable Recorder create(Path journal, Overload overload, PrintStream out) {
            JournalHeader header = new JournalHeader(EventFormat.VERSION, List.of(), Optional.empty());
            RecorderOptions options = new RecorderOptions(8, overload, Batching.PROMPT, Durability.memory(), 1 << 20);
            try {
                JournalWriter writer = JournalWriter.create(journal, header.toDescription());
                return new Recorder(writer, RecorderModel.NONE, options, TreeMap::new);
            } catch (RuntimeException | Error failed) {
                out.println("not created: " + failed);
                out.println(Files.exists(journal) ? "left behind" : "nothing left");
                return null;
            }
        }

        /** Whether what was taken is in the journal soon: nothing is to be dropped before the disk is full. */
        private static boolean keepsUp(Recorder recorder) {
            for (int i = 0; i < LOOKS_MAX && recorder.publishedPosition() < recorder.acceptedPosition(); i++) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            return recorder.publishedPosition() >= recorder.acceptedPosition();
        }

        private static void close(Recorder recorder, PrintStream out) {
            try {
                recorder.close();
                out.println("close: in order");
            } catch (RecorderFailedException failed) {
                out.println("close: RecorderFailedException " + failed.getMessage());
            }
        }

        private static void read(Path journal, long published, PrintStream out) {
            long[] next = {0};
            try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
                timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                    byte[] expected = content(envelope.timeNanos());
                    boolean isGap = kind == EventKind.EVENTS_LOST;
                    if (!isGap && !Arrays.equals(expected, payload.toByteArray())) {
                        out.println("another event at position " + envelope.position());
                    }
                    next[0] = envelope.position() + 1;
                });
            }
            Set<DamageCode> codes = EnumSet.noneOf(DamageCode.class);
            JournalVerifier.verify(journal).damage().forEach(damage -> codes.add(damage.code()));
            codes.removeAll(EnumSet.of(DamageCode.NOT_SEALED, DamageCode.TORN_TAIL));
            boolean isThere = next[0] > published && published > ANNOUNCED_AT / 2 && codes.isEmpty();
            out.println((isThere ? "all there: " : "lost: ") + next[0] + " events, published " + published + codes);
        }

        /** Another file takes all the room there is. */
        private static void fill(Path file) throws IOException {
            byte[] zeros = new byte[1 << 16];
            try (OutputStream out = Files.newOutputStream(file)) {
                for (long length = 0; length < 64 << 20; length += zeros.length) {
                    out.write(zeros);
                }
            } catch (IOException full) {
                return; // As it should be.
            }
        }

        private static byte[] content(long number) {
            byte[] bytes = new byte[BYTES];
            new SplittableRandom(number).nextBytes(bytes);
            return bytes;
        }
    }
}
