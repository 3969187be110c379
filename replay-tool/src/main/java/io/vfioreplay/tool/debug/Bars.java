package io.vfioreplay.tool.debug;

import java.util.Collections;
import java.util.List;

/** Counts as a line of bars. */
final class Bars {

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Bars() {}

    /** A character for each count: a dot for nothing, else a bar by its share of the greatest. */
    static String of(List<Long> counts) {
        long most = Math.max(1, Collections.max(counts));
        StringBuilder text = new StringBuilder();
        for (long count : counts) {
            long bar = Math.round((double) count / most * (BARS.length() - 1));
            text.append(count == 0 ? '.' : BARS.charAt((int) bar));
        }
        return text.toString();
    }
}
