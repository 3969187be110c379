package io.vfioreplay.tool.text;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/** One event of a journal, marked, between those before and after it; the lines are those of {@link EventText}. */
public final class Neighbours {

    /** How many events are shown on either side. */
    public static final int EACH_SIDE = 3;

    private Neighbours() {}

    /** The lines around a position; fewer at the ends of the journal, none where it has no such event nearby. */
    public static List<String> lines(Palette palette, Timeline timeline, long position) {
        List<String> lines = new ArrayList<>();
        EventText text = new EventText(palette, timeline.originNanos());
        Range range = new Range(Math.max(position - EACH_SIDE, 0), Math.max(position + EACH_SIDE + 1, 0));
        timeline.replay(range, Progress.NONE, (e, kind, values, payload) -> {
            String mark = e.position() == position ? palette.paint(Role.BAD, "=>") : "  ";
            lines.add(mark + text.line(e, kind, values, payload));
        });
        return lines;
    }
}
