package io.vfioreplay.tool.text;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.shrink.Course;
import io.vfioreplay.engine.shrink.ShrinkReport;
import java.util.ArrayList;
import java.util.List;

/** What shrinking did, for people. */
public final class ShrinkText {

    private ShrinkText() {}

    /** How far it came, in one line. */
    public static String progress(int tries, Course whole, Course best) {
        return tries(tries) + ", " + sizes(whole, best);
    }

    /** What it came to: sizes, what was kept, and whether more could go. */
    public static List<String> lines(ShrinkReport report, String kept, String target) {
        String end = report.isMinimal()
                ? "no single event can be left out any more"
                : "ended before it was finished; shrink the result again, or give more with --budget";
        List<String> lines = new ArrayList<>();
        lines.add(target + ": " + sizes(report.before(), report.after()));
        lines.add("  kept: " + Text.harmless(kept));
        lines.add("  " + tries(report.tries()) + "; " + end);
        for (Side side : Side.values()) {
            if (!report.before().events(side).isEmpty()
                    && report.after().events(side).isEmpty()) {
                lines.add("  nothing of the " + side.label() + " is needed: its journal is empty");
            }
        }
        return List.copyOf(lines);
    }

    private static String tries(int tries) {
        return tries == 1 ? "1 try" : Text.count(tries) + " tries";
    }

    private static String sizes(Course before, Course after) {
        return "%s to %s events, %s to %s bytes of data"
                .formatted(
                        Text.count(before.size()),
                        Text.count(after.size()),
                        Text.count(before.payloadBytes()),
                        Text.count(after.payloadBytes()));
    }
}
