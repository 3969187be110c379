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

/**
 * An undamaged journal to make damaged copies of, and what it answers.
 *
 * @param plan its events
 * @param fileName the one file of the journal
 * @param bytes of that file
 * @param isSealed whether it was closed, or is as it lay on the disk before
 * @param digest of its last block
 * @param records that were made while recording
 */
record Original(
        JournalPlan plan,
        String fileName,
        byte[] bytes,
        boolean isSealed,
        String digest,
        List<SortedMap<String, String>> records) {

    private static final int BYTES_MAX = 8 << 20;
    private static final int PAGE_BYTES = 4096;

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
        Path file = storeFile(journal);
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT);
                InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX);
            int used = BlockPlaces.in(bytes).used();
            byte[] kept = Arrays.copyOf(bytes, (used + PAGE_BYTES) / PAGE_BYTES * PAGE_BYTES);
            return new Original(
                    plan, file.getFileName().toString(), kept, isSealed, timeline.digest(), timeline.records());
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
}
