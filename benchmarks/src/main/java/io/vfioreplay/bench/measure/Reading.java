package io.vfioreplay.bench.measure;

import io.vfioreplay.bench.peer.Journals;
import io.vfioreplay.bench.peer.Pipeline;
import io.vfioreplay.bench.peer.Recording;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.workload.Feeder;
import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.pipeline.Durability;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * What can be done with a journal: it is recorded once, with the digests of its state, and then read in every way in turn, from
 * memory that holds it. What is read is compared with what was written, so a way that is fast and wrong ends the run.
 */
public final class Reading {

    private static final int CALL_EVENTS = 1 << 14;
    private static final int JUMPS = 2000;
    private static final long SEED = 7;
    private static final double NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLION = 1e6;
    private static final double P99 = 99;
    private static final int DIGITS = 3;

    private final Path journal;
    private final Workload workload;
    private final long events;
    private final long expectedHash;
    private final long fileBytes;
    private final Random random = new Random(SEED);
    private final Map<Figure, double[]> figures = new EnumMap<>(Figure.class);

    private Reading(Path journal, Workload workload, long events) {
        this.journal = journal;
        this.workload = workload;
        this.events = events;
        this.fileBytes = Workspace.bytes(journal);
        this.expectedHash = foldFromMemory().hash();
    }

    /** What is measured. */
    public enum Figure {
        /** Folding the events from memory, M events/s. */
        MEMORY,
        /** Reading, verifying and decoding them, M events/s. */
        DECODE,
        /** Reading, verifying and decoding them and folding them the same way, M events/s. */
        DECODE_FOLD,
        /** Folding them into the observed device, with every digest compared, M events/s. */
        REPLAY,
        /** The middle of random jumps to one event, us. */
        JUMP_P50,
        /** What 99 of 100 jumps keep within, us. */
        JUMP_P99,
        /** Verifying, MB/s of the files. */
        VERIFY,
        /** CRC-32C and SHA-256 of the files, MB/s. */
        CHECKSUM,
        /** Bytes of the files an event. */
        BYTES
    }

    /** Something that takes its turn in every round. */
    private enum Turn {
        MEMORY,
        DECODE,
        DECODE_FOLD,
        REPLAY,
        JUMP,
        VERIFY,
        CHECKSUM
    }

    /** Records a journal of {@code events} events and measures. */
    public static Map<Figure, Samples> measure(Workspace workspace, Workload workload, long events, Rounds rounds) {
        Path directory = workspace.fresh("reading");
        record(directory, workload, events);
        Reading reading = new Reading(Journals.in(directory), workload, events);
        for (Figure figure : Figure.values()) {
            reading.figures.put(figure, new double[rounds.count()]);
        }
        rounds.run(List.of(Turn.values()), round -> turn -> reading.turn(turn, round));
        workspace.remove(directory);
        Map<Figure, Samples> results = new EnumMap<>(Figure.class);
        reading.figures.forEach((figure, all) -> results.put(figure, Samples.of(all)));
        return results;
    }

    private static void record(Path directory, Workload workload, long events) {
        Pipeline recorder = new Pipeline(
                "reading", "the pipeline with its model", journal -> HostState.fold(), Durability.memory());
        try (Recording recording = recorder.open(directory, workload, events)) {
            for (long next = 0; next < events; next += CALL_EVENTS) {
                recording.write(next, Math.min(events, next + CALL_EVENTS));
            }
        }
    }

    private void turn(Turn turn, int round) {
        switch (turn) {
            case MEMORY -> put(Figure.MEMORY, round, millionEvents(() -> check("memory", foldFromMemory())));
            case DECODE -> put(Figure.DECODE, round, millionEvents(this::decode));
            case DECODE_FOLD ->
                put(Figure.DECODE_FOLD, round, millionEvents(() -> check("the journal", decodeAndFold())));
            case REPLAY -> put(Figure.REPLAY, round, millionEvents(this::replay));
            case JUMP -> jump(round);
            case VERIFY -> put(Figure.VERIFY, round, megabytes(this::verify));
            case CHECKSUM -> put(Figure.CHECKSUM, round, megabytes(() -> Checksums.of(Workspace.files(journal))));
        }
        put(Figure.BYTES, round, (double) fileBytes / events);
    }

    private double millionEvents(Runnable work) {
        return events / seconds(work) / MILLION;
    }

    private double megabytes(Runnable work) {
        return fileBytes / seconds(work) / MILLION;
    }

    private static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private void put(Figure figure, int round, double value) {
        double[] all = figures.get(figure);
        if (round > 0 && all != null) {
            all[round - 1] = value;
        }
    }

    private EventHash foldFromMemory() {
        EventHash hash = new EventHash();
        Feeder feeder = new Feeder(workload, hash);
        for (long next = 0; next < events; next += CALL_EVENTS) {
            feeder.feed(next, Math.min(events, next + CALL_EVENTS));
        }
        return hash;
    }

    /** Looks at every number once and no more, so that none of the decoding can be left out. */
    private void decode() {
        long[] sums = new long[2];
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            timeline.replayVerified(Progress.NONE, (envelope, kind, values, payload) -> {
                sums[0] += envelope.timeNanos() ^ values[1] ^ payload.littleEndian();
                sums[1]++;
            });
        }
        if (sums[1] != events || sums[0] == 0) {
            throw new IllegalStateException("%d events of %d were decoded".formatted(sums[1], events));
        }
    }

    private EventHash decodeAndFold() {
        EventHash hash = new EventHash();
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            timeline.replayVerified(Progress.NONE, hash);
        }
        return hash;
    }

    private void check(String source, EventHash found) {
        if (found.hash() != expectedHash || found.count() != events) {
            throw new IllegalStateException("%d events of %d came back from %s, with the hash %016x instead of %016x"
                    .formatted(found.count(), events, source, found.hash(), expectedHash));
        }
    }

    private void replay() {
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            ReplayReport report = Replayer.run(timeline, HostState.fold(), Long.MAX_VALUE, Progress.NONE);
            boolean isRight =
                    report.divergence().isEmpty() && report.notCompared().isEmpty();
            if (!isRight || report.events() != events) {
                throw new IllegalStateException(
                        "replayed %d of %d events: %s".formatted(report.events(), events, report));
            }
        }
    }

    /** Jumps over the whole journal once without counting, so that its pages are mapped, and then measures each. */
    private void jump(int round) {
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            Histogram nanos = new Histogram(DIGITS);
            for (int i = 0; i < JUMPS; i++) {
                jumpTo(timeline, events / JUMPS * i);
            }
            for (int i = 0; i < JUMPS; i++) {
                long position = (long) (random.nextDouble() * events);
                long begin = System.nanoTime();
                jumpTo(timeline, position);
                nanos.recordValue(System.nanoTime() - begin);
            }
            put(Figure.JUMP_P50, round, nanos.getValueAtPercentile(50) / NANOS_PER_MICRO);
            put(Figure.JUMP_P99, round, nanos.getValueAtPercentile(P99) / NANOS_PER_MICRO);
        }
    }

    private static void jumpTo(Timeline timeline, long position) {
        EventHash there = new EventHash();
        timeline.replay(new Range(position, position + 1), Progress.NONE, there);
        if (there.count() != 1 || there.lastPosition() != position) {
            throw new IllegalStateException(
                    "a jump to position %d came to position %d".formatted(position, there.lastPosition()));
        }
    }

    private void verify() {
        JournalVerifier.Report report = JournalVerifier.verify(journal);
        if (!report.isClean() || report.events() != events) {
            throw new IllegalStateException("verified %d of %d events: %s".formatted(report.events(), events, report));
        }
    }
}
