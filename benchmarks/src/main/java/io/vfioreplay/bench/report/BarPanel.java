package io.vfioreplay.bench.report;

import io.vfioreplay.bench.report.Section.Line;
import io.vfioreplay.bench.report.Svg.Anchor;
import java.util.List;
import java.util.Locale;

/** Bars on a logarithmic scale, the fastest first, with the spread over the rounds as a thin line. */
final class BarPanel {

    private static final int ROW = 26;
    private static final int BAR = 16;
    private static final int LABELS = 400;
    private static final int VALUES = 90;
    private static final int HEAD = 40;
    private static final int FOOT = 34;
    private static final int COLUMN = 0;

    private final List<Line> lines;

    /** The first column of these lines; those without a figure there are left out. */
    BarPanel(List<Line> lines) {
        this.lines = lines.stream()
                .filter(line -> line.cells().get(COLUMN).isPresent())
                .sorted((one, other) ->
                        Double.compare(samples(other).median(), samples(one).median()))
                .toList();
    }

    private static Samples samples(Line line) {
        return line.cells().get(COLUMN).orElseThrow();
    }

    /** How high it is. */
    int height() {
        return HEAD + lines.size() * ROW + FOOT;
    }

    /** Draws it, {@code width} wide, from {@code (x, y)} on. */
    void draw(Svg svg, double x, double y, double width) {
        svg.text(x, y + 18, "Recording, millions of events a second (logarithmic)", Anchor.START, Look.TITLE);
        if (lines.isEmpty()) {
            return;
        }
        double least =
                lines.stream().mapToDouble(line -> samples(line).min()).min().orElse(1);
        double greatest =
                lines.stream().mapToDouble(line -> samples(line).max()).max().orElse(1);
        LogScale scale = LogScale.from(least, greatest, x + LABELS, x + width - VALUES);
        double bottom = y + HEAD + (double) lines.size() * ROW;
        for (double power : scale.powers()) {
            svg.line(scale.at(power), y + HEAD - 4, scale.at(power), bottom, Look.GRID);
            String label = power >= 1 ? String.format(Locale.ROOT, "%,.0f", power) : Double.toString(power);
            svg.text(scale.at(power), bottom + 16, label, Anchor.MIDDLE, Look.FAINT);
        }
        for (int i = 0; i < lines.size(); i++) {
            bar(svg, lines.get(i), scale, y + HEAD + (double) i * ROW);
        }
    }

    private static void bar(Svg svg, Line line, LogScale scale, double y) {
        Samples samples = samples(line);
        boolean isOurs = Look.isOurs(line.name());
        double begin = scale.from();
        double middle = y + BAR / 2.0 + 2;
        svg.text(begin - 10, y + 15, line.description(), Anchor.END, isOurs ? Look.STRONG : Look.TEXT);
        svg.rectangle(begin, y + 2, Math.max(1, scale.at(samples.median()) - begin), BAR, Look.colour(line.name()));
        svg.line(scale.at(samples.min()), middle, scale.at(samples.max()), middle, Look.WHISKER);
        double end = Math.max(scale.at(samples.max()), scale.at(samples.median()));
        svg.text(end + 8, y + 15, Unit.text(samples.median()) + " M/s", Anchor.START, isOurs ? Look.STRONG : Look.TEXT);
    }
}
