package io.vfioreplay.bench.report;

import java.util.List;

/**
 * How long something took, by how many of all were not slower.
 *
 * @param panel the curves that belong into one picture have the same, for example "100,000 events/s"
 * @param name what took so long
 * @param points by rising percentile
 */
public record Curve(String panel, String name, List<Point> points) {

    /** Throws nothing; copies the list. */
    public Curve {
        points = List.copyOf(points);
    }

    /**
     * One point.
     *
     * @param percentile 0 to below 100
     * @param micros at most that long
     */
    public record Point(double percentile, double micros) {}
}
