package io.vfioreplay.bench.measure;

import io.vfioreplay.bench.measure.OpenLoop.Latencies;
import io.vfioreplay.bench.peer.Contestant;
import io.vfioreplay.bench.peer.Recording;
import io.vfioreplay.bench.report.Curve;
import io.vfioreplay.bench.report.Curve.Point;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** How long things take at a fixed rate; see {@link OpenLoop}. */
public final class Latency {

    /** What is shown of every distribution; the last one is the longest of all. */
    public static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9, 99.99, 100.0);

    private static final double NANOS_PER_MICRO = 1000;
    /** Time before the clock counts, so that neither opening nor the first pages are measured. */
    private static final double WARM_UP_SHARE = 0.25;
    /** The loop begins a little later than now, so that it does not begin late. */
    private static final long LEAD_NANOS = 1_000_000;

    private static final int DIGITS = 3;

    private final Workspace workspace;
    private final Workload workload;
    private final double seconds;
    private final Map<Subject, List<Histogram>> rounds = new LinkedHashMap<>();

    private Latency(Workspace workspace, Workload workload, double seconds) {
        this.workspace = workspace;
        this.workload = workload;
        this.seconds = seconds;
    }

    /** How far an event has come. */
    public enum Stage {
        /** Its call has returned. */
        CALL("call"),
        /** A reader can see it. */
        PUBLISHED("published"),
        /** It is on the disk. */
        DURABLE("durable");

        private final String label;

        Stage(String label) {
            this.label = label;
        }

        /** Its name in tables. */
        public String label() {
            return label;
        }
    }

    /**
     * Whose latency.
     *
     * @param eventsPerSecond the rate
     * @param contestant its name
     * @param stage how far an event has come
     */
    public record Subject(long eventsPerSecond, String contestant, Stage stage) {}

    /**
     * What was measured.
     *
     * @param micros for each of {@link #PERCENTILES}, in order
     * @param curve of all rounds together
     */
    public record Result(List<Samples> micros, Curve curve) {}

    /**
     * A contestant at a rate.
     *
     * @param eventsPerSecond the rate
     * @param contestant who
     */
    public record Turn(long eventsPerSecond, Contestant contestant) {}

    /**
     * Measures.
     *
     * @param seconds how long each turn counts
     * @return in the order of the turns
     */
    public static Map<Subject, Result> measure(
            Workspace workspace, Workload workload, List<Turn> turns, double seconds, Rounds rounds) {
        Latency latency = new Latency(workspace, workload, seconds);
        rounds.run(turns, round -> turn -> latency.run(turn, round > 0));
        Map<Subject, Result> results = new LinkedHashMap<>();
        for (Turn turn : turns) {
            for (Stage stage : Stage.values()) {
                Subject subject =
                        new Subject(turn.eventsPerSecond(), turn.contestant().name(), stage);
                Optional.ofNullable(latency.rounds.get(subject))
                        .ifPresent(all -> results.put(subject, result(subject, all)));
            }
        }
        return results;
    }

    private void run(Turn turn, boolean counts) {
        Contestant contestant = turn.contestant();
        int warmUpEvents = (int) (turn.eventsPerSecond() * seconds * WARM_UP_SHARE);
        int events = warmUpEvents + (counts ? Math.max(1, (int) (turn.eventsPerSecond() * seconds)) : 1);
        workspace.recycle((long) events * Workload.EVENT_BYTES);
        Path directory = workspace.fresh(contestant.name());
        try (Recording recording = contestant.open(directory, workload, events)) {
            Schedule schedule = new Schedule(System.nanoTime() + LEAD_NANOS, turn.eventsPerSecond());
            Latencies latencies = new OpenLoop(System::nanoTime, schedule, events, warmUpEvents).run(recording);
            if (counts) {
                keep(turn, Stage.CALL, latencies.call());
                keep(turn, Stage.DURABLE, latencies.durable());
            }
            if (counts && !contestant.isPublishedByTheCall()) {
                keep(turn, Stage.PUBLISHED, latencies.published());
            }
        }
        workspace.remove(directory);
    }

    private void keep(Turn turn, Stage stage, Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            Subject subject =
                    new Subject(turn.eventsPerSecond(), turn.contestant().name(), stage);
            rounds.computeIfAbsent(subject, none -> new ArrayList<>()).add(histogram);
        }
    }

    private static Result result(Subject subject, List<Histogram> all) {
        List<Samples> micros = new ArrayList<>();
        for (double percentile : PERCENTILES) {
            List<Double> figures = new ArrayList<>();
            for (Histogram histogram : all) {
                figures.add(micros(histogram, percentile));
            }
            micros.add(new Samples(figures));
        }
        Histogram together = new Histogram(DIGITS);
        all.forEach(together::add);
        String name = subject.contestant() + ", " + subject.stage().label();
        return new Result(
                micros,
                new Curve(
                        String.format(Locale.ROOT, "%,d events/s", subject.eventsPerSecond()), name, points(together)));
    }

    /** From the fastest half on, in steps that halve what is left. */
    private static List<Point> points(Histogram histogram) {
        List<Point> points = new ArrayList<>();
        for (double left = 100; left * histogram.getTotalCount() / 100 >= 1; left /= Math.sqrt(2)) {
            double percentile = 100 - left;
            points.add(new Point(percentile, micros(histogram, percentile)));
        }
        return points;
    }

    /** At least a nanosecond, so that it can be divided by and drawn on a logarithmic scale. */
    private static double micros(Histogram histogram, double percentile) {
        return Math.max(1, histogram.getValueAtPercentile(percentile)) / NANOS_PER_MICRO;
    }
}
