package io.vfioreplay.bench;

import io.vfioreplay.bench.measure.Throughput.Result;
import io.vfioreplay.bench.peer.Contestant;
import io.vfioreplay.bench.peer.Contestants;
import io.vfioreplay.bench.report.Goal;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.report.Section;
import io.vfioreplay.bench.report.Section.Column;
import io.vfioreplay.bench.report.Section.Line;
import io.vfioreplay.bench.report.Unit;
import io.vfioreplay.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How fast events are written down, and what is to be reached there. Goals whose contestants were left out are left out. */
final class RecordSection {

    private static final List<Column> COLUMNS = List.of(
            Column.withSpread("recorded", Unit.MILLION_EVENTS_PER_SECOND),
            Column.withSpread("to chronicle", Unit.TIMES),
            Column.ofMedians("stored", Unit.BYTES),
            Column.ofMedians("allocated", Unit.BYTES));

    /** What setting up costs, spread over a few million events: a recorder that allocates an object an event has 16 and more. */
    private static final double ALLOCATED_BYTES_MAX = 0.1;

    private static final double STORED_BYTES_MAX = 10;

    private final Map<String, Result> results;
    private final List<Goal> goals = new ArrayList<>();

    private RecordSection(Map<String, Result> results) {
        this.results = results;
    }

    /** The section for these results. */
    static Section of(List<Contestant> contestants, Map<String, Result> results) {
        RecordSection section = new RecordSection(results);
        section.addGoals();
        List<Line> lines = new ArrayList<>();
        for (Contestant contestant : contestants) {
            section.result(contestant).ifPresent(result -> lines.add(section.line(contestant, result)));
        }
        return new Section(
                "record",
                "Recording: events a second until the last one is published",
                List.of(
                        "An event is six numbers, " + Workload.EVENT_BYTES
                                + " bytes. Stored: bytes of files an event. Allocated:"
                                + " bytes of heap an event, all threads.",
                        "Only those whose names end in -durable wait for the disk."),
                COLUMNS,
                lines,
                section.goals);
    }

    private Line line(Contestant contestant, Result result) {
        Optional<Samples> ratio = result(Contestants.CHRONICLE)
                .map(chronicle -> result.millionsPerSecond().dividedBy(chronicle.millionsPerSecond()));
        return new Line(
                contestant.name(),
                contestant.description(),
                List.of(
                        Optional.of(result.millionsPerSecond()),
                        ratio,
                        Optional.of(result.storedBytes()),
                        Optional.of(result.allocatedBytes())));
    }

    private Optional<Result> result(Contestant contestant) {
        return Optional.ofNullable(results.get(contestant.name()));
    }

    private void addGoals() {
        ratio(5, Contestants.PIPELINE, Contestants.CHRONICLE);
        ratio(1.5, Contestants.PIPELINE, Contestants.AERON);
        ratio(1, Contestants.PIPELINE, Contestants.AERON_BATCHED);
        ratio(10, Contestants.WRITER, Contestants.CHRONICLE);
        ratio(0.5, Contestants.WRITER, Contestants.MAPPED_CHECKSUMMED);
        ratio(4, Contestants.PIPELINE_DURABLE, Contestants.RAW_BATCHES);
        result(Contestants.PIPELINE).ifPresent(ours -> {
            goals.add(Goal.atMost(STORED_BYTES_MAX, Unit.BYTES, "stored an event", ours.storedBytes()));
            goals.add(Goal.atMost(ALLOCATED_BYTES_MAX, Unit.BYTES, "allocated an event", ours.allocatedBytes()));
        });
    }

    private void ratio(double least, Contestant ours, Contestant theirs) {
        if (result(ours).isPresent() && result(theirs).isPresent()) {
            Samples ratio = result(ours)
                    .orElseThrow()
                    .millionsPerSecond()
                    .dividedBy(result(theirs).orElseThrow().millionsPerSecond());
            goals.add(Goal.ratioAtLeast(least, ours.name() + " to " + theirs.name(), ratio));
        }
    }
}
