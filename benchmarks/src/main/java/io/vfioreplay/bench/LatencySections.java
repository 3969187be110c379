package io.vfioreplay.bench;

import io.vfioreplay.bench.measure.Latency;
import io.vfioreplay.bench.measure.Latency.Result;
import io.vfioreplay.bench.measure.Latency.Stage;
import io.vfioreplay.bench.measure.Latency.Subject;
import io.vfioreplay.bench.peer.Contestants;
import io.vfioreplay.bench.report.Goal;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.report.Section;
import io.vfioreplay.bench.report.Section.Column;
import io.vfioreplay.bench.report.Section.Line;
import io.vfioreplay.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long things take at each rate, and that our call takes no longer than the peer's. */
final class LatencySections {

    private static final List<String> PERCENTILE_NAMES = List.of("p50", "p99", "p99.9", "p99.99", "max");
    private static final List<Column> COLUMNS = PERCENTILE_NAMES.stream()
            .map(name -> Column.ofMedians(name, Unit.MICROS))
            .toList();

    private LatencySections() {}

    /** A section for each rate. */
    static List<Section> of(List<Long> rates, Map<Subject, Result> results) {
        return rates.stream().map(rate -> section(rate, results)).toList();
    }

    private static Section section(long rate, Map<Subject, Result> results) {
        List<Line> lines = new ArrayList<>();
        results.forEach((subject, result) -> {
            if (subject.eventsPerSecond() == rate) {
                List<Optional<Samples>> cells =
                        result.micros().stream().map(Optional::of).toList();
                lines.add(new Line(subject.contestant(), subject.stage().label(), cells));
            }
        });
        String events = String.format(Locale.ROOT, "%,d", rate);
        return new Section(
                "latency-" + rate,
                "Latency at " + events + " events/s, from when each event was due",
                List.of(
                        "Medians over the rounds. Published and durable are seen between two calls, so they are upper bounds."),
                COLUMNS,
                lines,
                goals(rate, results));
    }

    /** For every percentile but the longest of all, which is a single event of millions. */
    private static List<Goal> goals(long rate, Map<Subject, Result> results) {
        Result ours = results.get(new Subject(rate, Contestants.PIPELINE.name(), Stage.CALL));
        Result peer = results.get(new Subject(rate, Contestants.CHRONICLE_TOUCHED.name(), Stage.CALL));
        List<Goal> goals = new ArrayList<>();
        for (int i = 0; ours != null && peer != null && i < Latency.PERCENTILES.size() - 1; i++) {
            String text = "call %s: %s to %s"
                    .formatted(
                            PERCENTILE_NAMES.get(i), Contestants.PIPELINE.name(), Contestants.CHRONICLE_TOUCHED.name());
            goals.add(Goal.atMost(
                    1,
                    Unit.TIMES,
                    text,
                    ours.micros().get(i).dividedBy(peer.micros().get(i))));
        }
        return goals;
    }
}
