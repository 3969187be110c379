package io.vfioreplay.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.NotAJournalException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal on a file system that cannot be written: in a process of its own, which sees the directory mounted read-only where that
 * is permitted, and else without the permission to write.
 */
final class ReadOnlyDiskTest {

    private static final int EVENTS = 100;

    @TempDir
    private Path temp;

    @Test
    void journal_isReadAndVerifiedAndNoneIsMadeWhereNothingCanBeWritten() throws Exception {
        Path journal = temp.resolve("kept.vfj");
        JournalHeader header = new JournalHeader(EventFormat.VERSION, List.of(), Optional.empty());
        try (Recorder recorder = new Recorder(
                JournalWriter.create(journal, header.toDescription()),
                RecorderModel.NONE,
                RecorderOptions.IMPORT,
                TreeMap::new)) {
            EventSink sink = new Flattener(recorder);
            for (int i = 0; i < EVENTS; i++) {
                sink.pageFaultBegan(Stamp.at(i, 0), i);
            }
        }

        ChildProcess.Ended child = child(journal);

        assertThat(child.output()).contains("read 100 events", "verified: clean");
        assertThat(child.output()).contains("refused: ", "new.vfj", "check the directory above it and its permissions");
    }

    private ChildProcess.Ended child(Path journal) throws Exception {
        String mount = "mount --bind " + temp + " " + temp + " && mount -o remount,ro,bind " + temp;
        return ChildProcess.mayMount(temp)
                ? ChildProcess.mounted(mount, Child.class, journal)
                : ChildProcess.limited(
                        "chmod a-w " + temp + " " + journal + " " + journal + "/*", Child.class, journal);
    }

    /** Reads, and tries to write. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            Path journal = Path.of(arguments[0]);
            long[] events = {0};
            try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
                timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> events[0]++);
            }
            out.println("read " + events[0] + " events");
            out.println("verified: " + (JournalVerifier.verify(journal).isClean() ? "clean" : "damaged"));
            try (JournalWriter writer = JournalWriter.create(journal.resolveSibling("new.vfj"), new TreeMap<>())) {
                out.println("made " + writer.directory());
            } catch (NotAJournalException refused) {
                out.println("refused: " + refused.getMessage());
            }
        }
    }
}
