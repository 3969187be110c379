package io.vfioreplay.bench.report;

import io.vfioreplay.bench.report.CurvePanel.Place;
import io.vfioreplay.bench.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** A report as a picture (SVG): how fast everybody records, and how long things take at each rate. */
public final class Plot {

    /** The section whose bars are drawn. */
    private static final String BARS = "record";

    private static final int WIDTH = 1180;
    private static final int MARGIN = 24;
    private static final int CURVES_HEIGHT = 380;
    private static final int CURVES_HEAD = 44;
    private static final int LEGEND_ROW = 22;
    private static final int LEGEND_COLUMNS = 3;
    private static final int LINE = 18;

    private final Report report;
    private final Map<String, List<Curve>> panels = new LinkedHashMap<>();

    private Plot(Report report) {
        this.report = report;
        for (Curve curve : report.curves()) {
            panels.computeIfAbsent(curve.panel(), none -> new ArrayList<>()).add(curve);
        }
    }

    /** The picture, a whole document. */
    public static String of(Report report) {
        return new Plot(report).draw();
    }

    private String draw() {
        BarPanel bars = new BarPanel(report.sections().stream()
                .filter(section -> section.id().equals(BARS))
                .flatMap(section -> section.lines().stream())
                .toList());
        int head = MARGIN + LINE + report.surroundings().size() * LINE;
        int height =
                head + bars.height() + (panels.isEmpty() ? 0 : CURVES_HEAD + CURVES_HEIGHT + legendHeight()) + MARGIN;
        Svg svg = new Svg(WIDTH, height);
        double y = MARGIN;
        for (String line : report.surroundings()) {
            svg.text(MARGIN, y + 8, line, Anchor.START, Look.FAINT);
            y += LINE;
        }
        bars.draw(svg, MARGIN, head, WIDTH - 2.0 * MARGIN);
        if (!panels.isEmpty()) {
            drawCurves(svg, head + bars.height());
        }
        return svg.document();
    }

    private void drawCurves(Svg svg, double y) {
        svg.text(MARGIN, y + 18, "Latency from when an event was due, by percentile", Anchor.START, Look.TITLE);
        double least = micros().min().orElse(1);
        double greatest = micros().max().orElse(1);
        LogScale scale = LogScale.around(least, greatest, 0, 1);
        double width = (WIDTH - 2.0 * MARGIN) / panels.size();
        double x = MARGIN;
        for (Map.Entry<String, List<Curve>> panel : panels.entrySet()) {
            Place place = new Place(x, y + CURVES_HEAD, width, CURVES_HEIGHT);
            new CurvePanel(panel.getKey(), panel.getValue()).draw(svg, place, scale);
            x += width;
        }
        drawLegend(svg, y + CURVES_HEAD + CURVES_HEIGHT + LEGEND_ROW);
    }

    private DoubleStream micros() {
        return report.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Curve.Point::micros);
    }

    private void drawLegend(Svg svg, double y) {
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            int column = i % LEGEND_COLUMNS;
            int row = i / LEGEND_COLUMNS;
            double x = MARGIN + column * ((WIDTH - 2.0 * MARGIN) / LEGEND_COLUMNS);
            double middle = y + (double) row * LEGEND_ROW;
            svg.line(x, middle, x + 44, middle, Look.curve(names.get(i)));
            svg.text(x + 54, middle + 4, names.get(i), Anchor.START, Look.TEXT);
        }
    }

    private List<String> names() {
        return report.curves().stream().map(Curve::name).distinct().toList();
    }

    private int legendHeight() {
        return (names().size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS * LEGEND_ROW + LEGEND_ROW;
    }
}
