package io.vfioreplay.bench;

import io.vfioreplay.bench.BenchOptions.Measure;
import io.vfioreplay.bench.measure.Latency;
import io.vfioreplay.bench.measure.Latency.Subject;
import io.vfioreplay.bench.measure.Latency.Turn;
import io.vfioreplay.bench.measure.OtherWork;
import io.vfioreplay.bench.measure.Reading;
import io.vfioreplay.bench.measure.Reading.Figure;
import io.vfioreplay.bench.measure.Rounds;
import io.vfioreplay.bench.measure.Throughput;
import io.vfioreplay.bench.measure.Travelling;
import io.vfioreplay.bench.measure.Workspace;
import io.vfioreplay.bench.peer.Contestant;
import io.vfioreplay.bench.peer.Contestants;
import io.vfioreplay.bench.report.Curve;
import io.vfioreplay.bench.report.Report;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.report.Section;
import io.vfioreplay.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A whole run: measures what was asked for and says what came out. Prints nothing. */
final class Bench {

    private static final long SEED = 42;
    private static final List<Long> RATES = List.of(100_000L, 500_000L, 1_000_000L);

    /** What is written at once, and what the file system needs beside it: Chronicle makes files in blocks of up to 1 GiB. */
    private static final long BYTES_AN_EVENT = 2L * Workload.EVENT_BYTES;

    private static final long BYTES_BESIDE = 2L << 30;

    private final BenchOptions options;
    private final Consumer<String> progress;
    private final Workload workload = new Workload(SEED);
    private final List<Section> sections = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();

    private Bench(BenchOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param progress is told what begins
     * @throws java.io.UncheckedIOException when there is no room
     */
    static Report run(BenchOptions options, Consumer<String> progress) {
        Bench bench = new Bench(options, progress);
        long events = Math.max(options.events(), options.journalEvents() / 2);
        try (Workspace workspace = Workspace.below(options.directory(), events * BYTES_AN_EVENT + BYTES_BESIDE)) {
            if (options.wants(Measure.RECORD)) {
                bench.record(workspace);
            }
            if (options.wants(Measure.LATENCY)) {
                bench.latency(workspace);
            }
            if (options.wants(Measure.READ)) {
                bench.read(workspace);
            }
            if (options.wants(Measure.TRAVEL)) {
                bench.travel(workspace);
            }
        }
        return new Report(Surroundings.describe(options), bench.sections, bench.curves);
    }

    private void record(Workspace workspace) {
        List<Contestant> contestants = wanted(Contestants.all());
        OtherWork others = OtherWork.begin();
        Map<String, Throughput.Result> results =
                Throughput.measure(workspace, workload, contestants, options.events(), rounds(Measure.RECORD));
        sections.add(RecordSection.of(contestants, results).withNote(others.text()));
    }

    private void latency(Workspace workspace) {
        List<Contestant> contestants = new ArrayList<>(List.of(Contestants.FLOOR));
        contestants.addAll(
                wanted(List.of(Contestants.CHRONICLE_TOUCHED, Contestants.PIPELINE, Contestants.PIPELINE_DURABLE)));
        List<Turn> turns = new ArrayList<>();
        for (long rate : RATES) {
            contestants.forEach(contestant -> turns.add(new Turn(rate, contestant)));
        }
        OtherWork others = OtherWork.begin();
        Map<Subject, Latency.Result> results =
                Latency.measure(workspace, workload, turns, options.seconds(), rounds(Measure.LATENCY));
        String note = others.text();
        LatencySections.of(RATES, results).forEach(section -> sections.add(section.withNote(note)));
        results.values().forEach(result -> curves.add(result.curve()));
    }

    private void read(Workspace workspace) {
        progress.accept("read: recording a journal");
        long events = options.journalEvents();
        OtherWork others = OtherWork.begin();
        Map<Figure, Samples> results = Reading.measure(workspace, workload, events, rounds(Measure.READ));
        String note = others.text();
        ReadSection.of(events, results).forEach(section -> sections.add(section.withNote(note)));
    }

    private void travel(Workspace workspace) {
        progress.accept("travel: recording a journal with its index");
        long events = options.journalEvents();
        OtherWork others = OtherWork.begin();
        Map<Travelling.Figure, Samples> results =
                Travelling.measure(workspace, workload, events, options.events(), rounds(Measure.TRAVEL));
        String note = others.text();
        TravelSection.of(events, results).forEach(section -> sections.add(section.withNote(note)));
    }

    private List<Contestant> wanted(List<Contestant> all) {
        return all.stream()
                .filter(contestant -> options.wants(contestant.name()))
                .toList();
    }

    private Rounds rounds(Measure measure) {
        String name = measure.label();
        return new Rounds(
                options.rounds(),
                round -> progress.accept(
                        round == 0
                                ? name + ": warming up"
                                : "%s: round %d of %d".formatted(name, round, options.rounds())));
    }
}
