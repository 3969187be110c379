package io.vfioreplay.bench.report;

import io.vfioreplay.bench.report.Svg.Letters;
import io.vfioreplay.bench.report.Svg.Stroke;

/**
 * Colours and letters of the picture: ours in blue (with a group commit, in sea green), the nearest peer in orange, the limit and the
 * floor in grey.
 */
final class Look {

    static final Letters TITLE = new Letters(17, "#1a1a1a", true);
    static final Letters TEXT = new Letters(12, "#333333", false);
    static final Letters STRONG = new Letters(12, "#0b4f8a", true);
    static final Letters FAINT = new Letters(11, "#777777", false);
    static final Stroke GRID = new Stroke("#e3e3e3", 1, "");
    static final Stroke AXIS = new Stroke("#999999", 1, "");
    static final Stroke WHISKER = new Stroke("#1a1a1a", 1.2, "");

    private static final String OURS = "#1f77b4";
    private static final String OURS_DURABLE = "#3fb5ae";
    private static final String CHRONICLE = "#e8841a";
    private static final String LIMIT = "#b5b5b5";
    private static final String OTHER = "#9a8fb8";

    private Look() {}

    /** Whether a contestant is ours. */
    static boolean isOurs(String name) {
        return name.startsWith("pipeline") || name.startsWith("writer");
    }

    /** The colour of a contestant. */
    static String colour(String name) {
        if (isOurs(name)) {
            return name.contains("-durable") ? OURS_DURABLE : OURS;
        }
        if (name.startsWith("chronicle") || name.startsWith("raw-batches")) {
            return CHRONICLE;
        }
        return name.startsWith("mmap") || name.startsWith("floor") ? LIMIT : OTHER;
    }

    /** The line of a curve: full for calls, dashed for published, dotted for durable. */
    static Stroke curve(String name) {
        String dashes = name.endsWith("call") ? "" : name.endsWith("published") ? "7 4" : "2 3";
        return new Stroke(colour(name), 2, dashes);
    }
}
