package io.vfioreplay.bench.measure;

import io.vfioreplay.bench.peer.Journals;
import io.vfioreplay.bench.peer.Pipeline;
import io.vfioreplay.bench.peer.Recording;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.IndexingModel;
import io.vfioreplay.engine.index.IndexingModel.Outcome;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.JournalIndex.Lookup;
import io.vfioreplay.engine.pipeline.Durability;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.StateDigest;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.travel.Changes;
import io.vfioreplay.engine.travel.FieldPattern;
import io.vfioreplay.engine.travel.Traveller;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.journal.DamagePolicy;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Moving about in a journal that was recorded with its index, beside folding it from the beginning and looking through all of it;
 * and recording with and without the index. The state at the end of the journal is compared with the digest that was recorded.
 */
public final class Travelling {

    private static final int CALL_EVENTS = 1 << 14;
    private static final int TRIPS = 200;
    private static final int REGISTERS = 24;
    private static final int FIRST_REGISTER = 0x10;
    private static final long SEED = 17;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLION = 1e6;
    private static final double P99 = 99;
    private static final int DIGITS = 3;

    private final Workspace workspace;
    private final Workload workload;
    private final Path journal;
    private final long events;
    private final long recordedEvents;
    private final Random random = new Random(SEED);
    private final Map<Figure, double[]> figures = new EnumMap<>(Figure.class);

    private Travelling(Workspace workspace, Workload workload, Path journal, long events, long recordedEvents) {
        this.workspace = workspace;
        this.workload = workload;
        this.journal = journal;
        this.events = events;
        this.recordedEvents = recordedEvents;
    }

    /** What is measured. */
    public enum Figure {
        /** Opening journal and index, and reading the last event, ms. */
        OPEN,
        /** The middle of going to random positions, ms. */
        SEEK_P50,
        /** What 99 of 100 keep within, ms. */
        SEEK_P99,
        /** The middle of one step back from random positions, ms. */
        BACK_P50,
        /** What 99 of 100 keep within, ms. */
        BACK_P99,
        /** The middle of finding the last change of a register before random positions, ms. */
        LAST_P50,
        /** What 99 of 100 keep within, ms. */
        LAST_P99,
        /** Folding all events from the beginning, ms. */
        FULL,
        /** Looking at all events for the accesses to one register, ms. */
        SCAN,
        /** Bytes of the index to bytes of the journal. */
        SHARE,
        /** Recording with the model alone, M events/s. */
        PLAIN,
        /** Recording with the index, to its end, M events/s. */
        INDEXED
    }

    /** Something that takes its turn in every round. */
    private enum Turn {
        PLAIN,
        INDEXED,
        OPEN,
        SEEK,
        BACK,
        LAST,
        FULL,
        SCAN
    }

    /**
     * Records a journal and measures.
     *
     * @param events of the journal that is travelled in
     * @param recordedEvents of those that are recorded in turns
     */
    public static Map<Figure, Samples> measure(
            Workspace workspace, Workload workload, long events, long recordedEvents, Rounds rounds) {
        Path directory = workspace.fresh("travelling");
        Path journal = Journals.in(directory);
        Travelling travelling = new Travelling(workspace, workload, journal, events, recordedEvents);
        for (Figure figure : Figure.values()) {
            travelling.figures.put(figure, new double[rounds.count()]);
        }
        travelling.recordIndexed(directory, events);
        rounds.run(List.of(Turn.values()), round -> turn -> travelling.turn(turn, round));
        workspace.remove(directory);
        Map<Figure, Samples> results = new EnumMap<>(Figure.class);
        travelling.figures.forEach((figure, all) -> results.put(figure, Samples.of(all)));
        return results;
    }

    private void turn(Turn turn, int round) {
        switch (turn) {
            case PLAIN -> put(Figure.PLAIN, round, speed("plain", this::recordPlain));
            case INDEXED -> put(Figure.INDEXED, round, speed("indexed", this::recordIndexed));
            case OPEN -> put(Figure.OPEN, round, millis(this::open));
            case SEEK -> seek(round);
            case BACK -> back(round);
            case LAST -> last(round);
            case FULL -> put(Figure.FULL, round, millis(this::foldAll));
            case SCAN -> put(Figure.SCAN, round, millis(this::lookThroughAll));
        }
        put(Figure.SHARE, round, share());
    }

    private void put(Figure figure, int round, double value) {
        double[] all = figures.get(figure);
        if (round > 0 && all != null) {
            all[round - 1] = value;
        }
    }

    private double share() {
        double index = JournalIndex.fileOf(journal).toFile().length();
        return index / (Workspace.bytes(journal) - index);
    }

    /** Records into a directory of its own. */
    private interface Recordable {
        void into(Path directory, long events);
    }

    private double speed(String name, Recordable recordable) {
        Path directory = workspace.fresh(name);
        double seconds = millis(() -> recordable.into(directory, recordedEvents)) * NANOS_PER_MILLI / NANOS_PER_SECOND;
        workspace.remove(directory);
        return recordedEvents / seconds / MILLION;
    }

    private void recordPlain(Path directory, long count) {
        record(new Pipeline("plain", "", path -> HostState.fold(), Durability.memory()), directory, count);
    }

    private void recordIndexed(Path directory, long count) {
        Path target = Journals.in(directory);
        try (IndexingModel model = IndexingModel.of(target)) {
            record(new Pipeline("indexed", "", path -> model, Durability.memory()), directory, count);
            if (model.complete(target) instanceof Outcome.Failed failed) {
                throw new IllegalStateException(failed.reason());
            }
        }
    }

    private void record(Pipeline pipeline, Path directory, long count) {
        try (Recording recording = pipeline.open(directory, workload, count)) {
            for (long next = 0; next < count; next += CALL_EVENTS) {
                recording.write(next, Math.min(count, next + CALL_EVENTS));
            }
        }
    }

    /** A journal with its index. */
    private record Opened(Timeline timeline, JournalIndex index) implements AutoCloseable {

        static Opened of(Path journal) {
            Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT);
            if (JournalIndex.open(journal, timeline) instanceof Lookup.Found found) {
                return new Opened(timeline, found.index());
            }
            throw new IllegalStateException("the index of " + journal + " cannot be used");
        }

        @Override
        public void close() {
            index.close();
            timeline.close();
        }
    }

    private void open() {
        try (Opened opened = Opened.of(journal)) {
            long[] seen = {0};
            opened.timeline()
                    .replay(
                            new Range(events - 1, events),
                            Progress.NONE,
                            (envelope, kind, values, payload) -> seen[0]++);
            check("events at the end", seen[0], 1);
        }
    }

    private void seek(int round) {
        try (Opened opened = Opened.of(journal)) {
            Traveller traveller = new Traveller(opened.timeline(), Optional.of(opened.index()));
            Histogram nanos = trips(position -> traveller.go(position, Progress.NONE), this::anywhere);
            put(Figure.SEEK_P50, round, millis(nanos, 50));
            put(Figure.SEEK_P99, round, millis(nanos, P99));
            traveller.go(events - 1, Progress.NONE);
            String recorded =
                    opened.timeline().lastStateDigest().map(StateDigest::digest).orElse("none");
            if (!traveller.digest().equals(recorded)) {
                throw new IllegalStateException("the state at the end is another than was recorded");
            }
        }
    }

    private void back(int round) {
        try (Opened opened = Opened.of(journal)) {
            Traveller traveller = new Traveller(opened.timeline(), Optional.of(opened.index()));
            Histogram nanos = trips(position -> traveller.go(position, Progress.NONE), () -> {
                long position = anywhere();
                traveller.go(position, Progress.NONE);
                return Math.max(0, position - 1);
            });
            put(Figure.BACK_P50, round, millis(nanos, 50));
            put(Figure.BACK_P99, round, millis(nanos, P99));
        }
    }

    private void last(int round) {
        try (Opened opened = Opened.of(journal)) {
            Changes changes = new Changes(opened.timeline(), Optional.of(opened.index()));
            int[] found = {0};
            Histogram nanos = trips(
                    position -> found[0] +=
                            changes.last(register(), position, Progress.NONE).size(),
                    this::anywhere);
            put(Figure.LAST_P50, round, millis(nanos, 50));
            put(Figure.LAST_P99, round, millis(nanos, P99));
            if (found[0] == 0) {
                throw new IllegalStateException("no register ever changed");
            }
        }
    }

    private long anywhere() {
        return (long) (random.nextDouble() * events);
    }

    private FieldPattern register() {
        int offset = FIRST_REGISTER + Integer.BYTES * random.nextInt(REGISTERS);
        String access = random.nextBoolean() ? "/read" : "/written";
        return FieldPattern.parse("device0/bar0/0x" + Integer.toHexString(offset) + access, 0);
    }

    /** Measures what is done with each of some positions; choosing one is not measured. */
    private static Histogram trips(LongConsumer trip, LongSupplier positions) {
        Histogram nanos = new Histogram(DIGITS);
        for (int i = 0; i < TRIPS; i++) {
            long position = positions.getAsLong();
            long begin = System.nanoTime();
            trip.accept(position);
            nanos.recordValue(System.nanoTime() - begin);
        }
        return nanos;
    }

    private void foldAll() {
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            timeline.replay(Range.ALL, Progress.NONE, new Unflattener(new HostState().events()));
        }
    }

    private void lookThroughAll() {
        long[] found = {0, -1};
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                if (kind == EventKind.MMIO_WRITTEN && values[0] == 0 && values[1] == FIRST_REGISTER) {
                    found[0] = payload.littleEndian();
                    found[1] = envelope.position();
                }
            });
        }
    }

    private static void check(String what, long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException("%s: %d instead of %d".formatted(what, found, expected));
        }
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    private static double millis(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }
}
