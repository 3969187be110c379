package io.vfioreplay.bench.torture;

import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** An undamaged journal to make damaged copies of, and what it answers. */
final class Original {

    private static final int BYTES_MAX = 8 << 20;
    private static final int PAGE_BYTES = 4096;

    private final JournalPlan plan;
    private final String fileName;
    private final byte[] bytes;
    private final boolean isSealed;
    private final String digest;
    private final List<SortedMap<String, String>> records;

    private Original(JournalPlan plan, Path file, boolean isSealed, Timeline timeline) throws IOException {
        this.plan = plan;
        this.fileName = String.valueOf(file.getFileName());
        this.bytes = used(file);
        this.isSealed = isSealed;
        this.digest = timeline.digest();
        this.records = timeline.records();
    }

    /** Records one in a directory that exists. */
    static Original make(JournalPlan plan, boolean isSealed, Path directory) throws IOException {
        Path journal = directory.resolve("original.vfj");
        try (Recorder recorder = plan.recorder(journal)) {
            for (int position = 0; position < plan.events(); position++) {
                plan.script().at(position).sendTo(recorder);
            }
            recorder.sync();
            if (!isSealed) {
                return read(plan, journal, false);
            }
        }
        return read(plan, journal, true);
    }

    private static Original read(JournalPlan plan, Path journal, boolean isSealed) throws IOException {
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            return new Original(plan, storeFile(journal), isSealed, timeline);
        }
    }

    /** Without the room that a store keeps in reserve. */
    private static byte[] used(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] all = in.readNBytes(BYTES_MAX);
            return Arrays.copyOf(all, (BlockPlaces.in(all).used() + PAGE_BYTES) / PAGE_BYTES * PAGE_BYTES);
        }
    }

    /** The one that is not the store's own. */
    private static Path storeFile(Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no .cq4 file in " + journal));
        }
    }

    /** What was recorded. */
    JournalPlan plan() {
        return plan;
    }

    /** The name of the journal's one file. */
    String fileName() {
        return fileName;
    }

    /** What is in that file: not a copy, and not to be altered. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether it was closed, or is as it lay on the disk before. */
    boolean isSealed() {
        return isSealed;
    }

    /** The hash of its last block. */
    String digest() {
        return digest;
    }

    /** What was kept between the events. */
    List<SortedMap<String, String>> records() {
        return records;
    }
}
