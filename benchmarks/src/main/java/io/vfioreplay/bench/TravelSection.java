package io.vfioreplay.bench;

import io.vfioreplay.bench.measure.Travelling.Figure;
import io.vfioreplay.bench.report.Goal;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.report.Section;
import io.vfioreplay.bench.report.Section.Column;
import io.vfioreplay.bench.report.Section.Line;
import io.vfioreplay.bench.report.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How quickly one gets about in a journal, what the index for it costs, and what is to be reached there. */
final class TravelSection {

    private static final double OPEN_MILLIS = 1000;
    private static final double SEEK_MILLIS = 100;
    private static final double LAST_MILLIS = 50;
    private static final double BACK_MILLIS = 20;
    private static final double SHARE = 0.1;
    private static final double THROUGHPUT = 0.9;

    private final Map<Figure, Samples> results;

    private TravelSection(Map<Figure, Samples> results) {
        this.results = results;
    }

    /** The sections for a journal of {@code events} events. */
    static List<Section> of(long events, Map<Figure, Samples> results) {
        TravelSection section = new TravelSection(results);
        return List.of(section.travelling(events), section.indexing());
    }

    private Section travelling(long events) {
        Samples open = figure(Figure.OPEN);
        Samples full = figure(Figure.FULL);
        Samples scan = figure(Figure.SCAN);
        List<Line> lines = List.of(
                line("open", "journal, index and the last event, in a process that runs", open, open, full),
                line("seek", "to any position", figure(Figure.SEEK_P50), figure(Figure.SEEK_P99), full),
                line("back", "one step, from any position", figure(Figure.BACK_P50), figure(Figure.BACK_P99), full),
                line("last", "change of a register", figure(Figure.LAST_P50), figure(Figure.LAST_P99), scan),
                line("replay", "folding all events from the beginning", full, full, full),
                line("scan", "looking through all events for a register", scan, scan, scan));
        return new Section(
                "travel",
                String.format(Locale.ROOT, "Travelling (a journal of %,d events with its index)", events),
                List.of(
                        "The last column is how often the 99 % fit into what would be done without the index: folding all"
                                + " events from the beginning, or, for a change, looking through all."),
                List.of(
                        Column.withSpread("p50", Unit.MILLIS),
                        Column.withSpread("p99", Unit.MILLIS),
                        Column.ofMedians("without index", Unit.TIMES)),
                lines,
                List.of(
                        Goal.atMost(OPEN_MILLIS, Unit.MILLIS, "open", open),
                        Goal.atMost(SEEK_MILLIS, Unit.MILLIS, "seek, p99", figure(Figure.SEEK_P99)),
                        Goal.atMost(LAST_MILLIS, Unit.MILLIS, "last, p99", figure(Figure.LAST_P99)),
                        Goal.atMost(BACK_MILLIS, Unit.MILLIS, "back, p99", figure(Figure.BACK_P99))));
    }

    private Section indexing() {
        Samples plain = figure(Figure.PLAIN);
        Samples indexed = figure(Figure.INDEXED);
        Samples ratio = indexed.dividedBy(plain);
        Samples share = figure(Figure.SHARE);
        Optional<Samples> none = Optional.empty();
        return new Section(
                "index",
                "What the index costs: events recorded a second, and bytes to those of the journal",
                List.of(),
                List.of(
                        Column.withSpread("recorded", Unit.MILLION_EVENTS_PER_SECOND),
                        Column.withSpread("to plain", Unit.TIMES),
                        Column.ofMedians("bytes", Unit.TIMES)),
                List.of(
                        new Line(
                                "plain",
                                "the pipeline with its model",
                                List.of(Optional.of(plain), Optional.of(plain.dividedBy(plain)), none)),
                        new Line(
                                "indexed",
                                "and snapshots and postings, to the end of their file",
                                List.of(Optional.of(indexed), Optional.of(ratio), Optional.of(share)))),
                List.of(
                        Goal.ratioAtLeast(THROUGHPUT, "indexed to plain", ratio),
                        Goal.atMost(SHARE, Unit.TIMES, "bytes of the index", share)));
    }

    private Samples figure(Figure figure) {
        Samples samples = results.get(figure);
        if (samples == null) {
            throw new IllegalStateException(figure + " was not measured");
        }
        return samples;
    }

    private static Line line(String name, String description, Samples middle, Samples most, Samples without) {
        return new Line(
                name,
                description,
                List.of(Optional.of(middle), Optional.of(most), Optional.of(without.dividedBy(most))));
    }
}
