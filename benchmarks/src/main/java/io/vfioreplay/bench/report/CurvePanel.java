package io.vfioreplay.bench.report;

import io.vfioreplay.bench.report.Curve.Point;
import io.vfioreplay.bench.report.Svg.Anchor;
import java.util.List;
import java.util.Locale;

/**
 * Latencies of one rate: to the right, how many of all were not slower, each nine as far from the next; upwards, how long it took, on a
 * logarithmic scale.
 */
final class CurvePanel {

    private static final int HEAD = 26;
    private static final int FOOT = 24;
    private static final int LABELS = 58;
    private static final double LEFT_LEAST = 0.001;
    private static final double ALL = 100;
    private static final double MILLI = 1e3;
    private static final double MICROS_PER_SECOND = 1e6;

    private final String title;
    private final List<Curve> curves;

    /** The curves of one rate. */
    CurvePanel(String title, List<Curve> curves) {
        this.title = title;
        this.curves = curves;
    }

    /**
     * A place to draw in.
     *
     * @param x of the left edge
     * @param y of the upper edge
     * @param width across
     * @param height down
     */
    record Place(double x, double y, double width, double height) {}

    /**
     * Draws it.
     *
     * @param micros from the least to the greatest latency that is to be seen, the same for all panels of a picture
     */
    void draw(Svg svg, Place place, LogScale micros) {
        double bottom = place.y() + place.height() - FOOT;
        LogScale up = new LogScale(micros.least(), micros.greatest(), bottom, place.y() + HEAD);
        // What is left above a percentile shrinks to the right.
        LogScale right = new LogScale(LEFT_LEAST, ALL, place.x() + place.width() - 8, place.x() + LABELS);
        svg.text(place.x() + LABELS, place.y() + 14, title, Anchor.START, Look.TITLE);
        for (double power : up.powers()) {
            svg.line(right.to(), up.at(power), right.from(), up.at(power), Look.GRID);
            svg.text(right.to() - 6, up.at(power) + 4, time(power), Anchor.END, Look.FAINT);
        }
        for (double left : new double[] {50, 10, 1, 0.1, 0.01}) {
            svg.line(right.at(left), up.to(), right.at(left), bottom, Look.GRID);
            String percentile = String.format(Locale.ROOT, "%s", ALL - left).replaceAll("\\.0$", "");
            svg.text(right.at(left), bottom + 16, percentile + "%", Anchor.MIDDLE, Look.FAINT);
        }
        svg.line(right.to(), bottom, right.from(), bottom, Look.AXIS);
        for (Curve curve : curves) {
            svg.path(points(curve, right, up), Look.curve(curve.name()));
        }
    }

    private static String points(Curve curve, LogScale right, LogScale up) {
        StringBuilder points = new StringBuilder();
        for (Point point : curve.points()) {
            points.append(points.isEmpty() ? "" : " ")
                    .append(String.format(
                            Locale.ROOT, "%.1f,%.1f", right.at(ALL - point.percentile()), up.at(point.micros())));
        }
        return points.toString();
    }

    private static String time(double micros) {
        if (micros >= MICROS_PER_SECOND) {
            return String.format(Locale.ROOT, "%.0f s", micros / MICROS_PER_SECOND);
        }
        if (micros >= MILLI) {
            return String.format(Locale.ROOT, "%.0f ms", micros / MILLI);
        }
        return micros >= 1
                ? String.format(Locale.ROOT, "%.0f us", micros)
                : String.format(Locale.ROOT, "%.0f ns", micros * MILLI);
    }
}
