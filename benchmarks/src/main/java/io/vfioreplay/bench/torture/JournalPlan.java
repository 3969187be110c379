package io.vfioreplay.bench.torture;

import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.pipeline.Durability;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.engine.pipeline.RecorderOptions.Batching;
import io.vfioreplay.engine.pipeline.RecorderOptions.Overload;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How one journal is recorded, as a seed says. Most are small, so that a kill hits making, sealing and closing as often as
 * appending.
 *
 * @param script its events
 * @param events how many
 * @param ringBlocks of the recorder
 * @param batching of the recorder
 * @param isFolded whether the state is folded along, so that records with digests stand between the events
 * @param syncEvery behind how many events everything is brought to the disk; more than there are for never
 */
record JournalPlan(EventScript script, int events, int ringBlocks, Batching batching, boolean isFolded, int syncEvery) {

    /** The longer an append takes, the more kills hit it. */
    private static final int HEAVY_BYTES_MAX = 1_500_000;

    private static final int HEAVY_EVENTS_MAX = 12;
    private static final int LARGE_BYTES_MAX = 300_000;
    private static final int FOLDED_EVENTS_MAX = 3_000;
    private static final int SMALL_EVENTS_MAX = 400;
    private static final long PAYLOAD_BYTES_MAX = 1 << 20;

    /** Journal number {@code number} of a writer with this seed. */
    static JournalPlan of(long seed, long number) {
        long own = Mix.of(seed, number);
        SplittableRandom random = new SplittableRandom(own);
        boolean isHeavy = random.nextInt(4) == 0;
        int events = isHeavy ? random.nextInt(HEAVY_EVENTS_MAX) : events(random);
        return new JournalPlan(
                isHeavy ? new EventScript(own, 2, HEAVY_BYTES_MAX) : new EventScript(own, 512, LARGE_BYTES_MAX),
                events,
                1 << (2 + random.nextInt(11)),
                random.nextBoolean() ? Batching.PROMPT : Batching.BY_CONTENT,
                events <= FOLDED_EVENTS_MAX && random.nextInt(3) == 0,
                random.nextInt(4) == 0 ? 1 + random.nextInt(2_000) : Integer.MAX_VALUE);
    }

    private static int events(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(4);
            case 1, 2, 3 -> random.nextInt(200);
            case 4, 5, 6 -> random.nextInt(3_000);
            default -> random.nextInt(10_000);
        };
    }

    /** A small journal with several blocks and digests of the state. */
    static JournalPlan small(long seed, long number) {
        long own = Mix.of(seed, number);
        int events = 40 + new SplittableRandom(own).nextInt(SMALL_EVENTS_MAX);
        EventScript script = new EventScript(own, 512, LARGE_BYTES_MAX);
        return new JournalPlan(script, events, 4, Batching.PROMPT, true, Integer.MAX_VALUE);
    }

    /** A recorder for it, in a directory that must not exist. */
    Recorder recorder(Path journal) {
        JournalHeader header = new JournalHeader(EventFormat.VERSION, List.of(), Optional.empty());
        RecorderModel model = isFolded ? HostState.fold() : RecorderModel.NONE;
        RecorderOptions options =
                new RecorderOptions(ringBlocks, Overload.BLOCK, batching, Durability.memory(), PAYLOAD_BYTES_MAX);
        return new Recorder(JournalWriter.create(journal, header.toDescription()), model, options, TreeMap::new);
    }
}
