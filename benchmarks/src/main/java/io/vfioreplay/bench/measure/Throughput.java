package io.vfioreplay.bench.measure;

import io.vfioreplay.bench.peer.Contestant;
import io.vfioreplay.bench.peer.Recording;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast events are written down. The clock runs from the first event until the last one is published; opening before and
 * closing behind are not measured.
 */
public final class Throughput {

    /** Events a call: so many that calls cost nothing, so few that a loop is compiled as a whole. */
    private static final int CALL_EVENTS = 1 << 14;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLION = 1e6;

    private final Workspace workspace;
    private final Workload workload;
    private final long events;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();

    private Throughput(Workspace workspace, Workload workload, long events) {
        this.workspace = workspace;
        this.workload = workload;
        this.events = events;
    }

    /**
     * One run.
     *
     * @param millionsPerSecond events
     * @param storedBytes on the disk, an event
     * @param allocatedBytes on the heap, an event
     */
    private record Run(double millionsPerSecond, double storedBytes, double allocatedBytes) {}

    /**
     * What a contestant reached, by round.
     *
     * @param millionsPerSecond events
     * @param storedBytes on the disk, an event
     * @param allocatedBytes on the heap, an event
     */
    public record Result(Samples millionsPerSecond, Samples storedBytes, Samples allocatedBytes) {}

    /** Measures; the results come in the order of the contestants, by name. */
    public static Map<String, Result> measure(
            Workspace workspace, Workload workload, List<Contestant> contestants, long events, Rounds rounds) {
        Throughput throughput = new Throughput(workspace, workload, events);
        contestants.forEach(contestant -> throughput.runs.put(contestant.name(), new ArrayList<>()));
        rounds.run(contestants, round -> contestant -> throughput.turn(contestant, round));
        Map<String, Result> results = new LinkedHashMap<>();
        throughput.runs.forEach((name, all) -> results.put(name, result(all)));
        return results;
    }

    private void turn(Contestant contestant, int round) {
        long count = Math.max(1, events / contestant.slowness());
        workspace.recycle(count * Workload.EVENT_BYTES);
        Path directory = workspace.fresh(contestant.name());
        Run run = run(contestant, directory, count);
        workspace.remove(directory);
        if (round > 0) {
            runs.getOrDefault(contestant.name(), new ArrayList<>()).add(run);
        }
    }

    private Run run(Contestant contestant, Path directory, long count) {
        long nanos;
        long allocated;
        long stored;
        try (Recording recording = contestant.open(directory, workload, count)) {
            allocated = Allocation.bytes();
            nanos = System.nanoTime();
            for (long next = 0; next < count; next += CALL_EVENTS) {
                recording.write(next, Math.min(count, next + CALL_EVENTS));
            }
            recording.finish();
            nanos = System.nanoTime() - nanos;
            allocated = Allocation.bytes() - allocated;
            stored = recording.storedBytes();
        }
        if (stored == Recording.NOT_OBSERVED) {
            stored = Workspace.bytes(directory);
        }
        return new Run(
                count / (nanos / NANOS_PER_SECOND) / MILLION,
                (double) stored / count,
                Math.max(0, (double) allocated / count));
    }

    private static Result result(List<Run> runs) {
        List<Double> speeds = new ArrayList<>();
        List<Double> stored = new ArrayList<>();
        List<Double> allocated = new ArrayList<>();
        for (Run run : runs) {
            speeds.add(run.millionsPerSecond());
            stored.add(run.storedBytes());
            allocated.add(run.allocatedBytes());
        }
        return new Result(new Samples(speeds), new Samples(stored), new Samples(allocated));
    }
}
