package io.vfioreplay.bench.report;

import io.vfioreplay.bench.report.Curve.Point;
import io.vfioreplay.bench.report.Section.Column;
import io.vfioreplay.bench.report.Section.Line;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report with something of everything: goals of both kinds, reached and missed, a figure that was not observed. */
final class Sample {

    static final Report REPORT =
            new Report(List.of("TestOS 1.0, 2 processors", "3 rounds"), List.of(record(), latency()), curves());

    private Sample() {}

    private static Section record() {
        Samples ours = Samples.of(21.5, 19.25, 22);
        Samples chronicle = Samples.of(4, 3.5, 5.5);
        return new Section(
                "record",
                "Recording",
                List.of("An event is six numbers."),
                List.of(
                        Column.withSpread("recorded", Unit.MILLION_EVENTS_PER_SECOND),
                        Column.withSpread("to chronicle", Unit.TIMES),
                        Column.ofMedians("stored", Unit.BYTES)),
                List.of(
                        line("pipeline", "vfio-replay", ours, ours.dividedBy(chronicle), Samples.of(8.6)),
                        line("chronicle", "Chronicle <Queue>", chronicle, chronicle.dividedBy(chronicle), null)),
                List.of(
                        Goal.ratioAtLeast(5, "pipeline to chronicle", ours.dividedBy(chronicle)),
                        Goal.ratioAtLeast(10, "pipeline to a dream", ours.dividedBy(chronicle)),
                        Goal.atMost(10, Unit.BYTES, "stored an event", Samples.of(8.6))));
    }

    private static Section latency() {
        return new Section(
                "latency-1000",
                "Latency at 1,000 events/s",
                List.of(),
                List.of(Column.ofMedians("p50", Unit.MICROS), Column.ofMedians("max", Unit.MICROS)),
                List.of(new Line(
                        "pipeline",
                        "call",
                        List.of(Optional.of(Samples.of(0.25, 0.5)), Optional.of(Samples.of(1234.5, 2345.6))))),
                List.of());
    }

    private static Line line(String name, String description, Samples speed, Samples ratio, @Nullable Samples stored) {
        return new Line(
                name, description, List.of(Optional.of(speed), Optional.of(ratio), Optional.ofNullable(stored)));
    }

    private static List<Curve> curves() {
        List<Point> fast = List.of(new Point(0, 0.05), new Point(50, 0.1), new Point(99, 2), new Point(99.99, 40));
        List<Point> slow = List.of(new Point(0, 0.2), new Point(50, 0.4), new Point(99, 90), new Point(99.99, 3000));
        return List.of(
                new Curve("1,000 events/s", "floor, call", fast),
                new Curve("1,000 events/s", "pipeline, call", slow),
                new Curve("2,000 events/s", "pipeline, call", slow),
                new Curve("2,000 events/s", "pipeline, published", slow));
    }
}
