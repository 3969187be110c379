package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.travel.FieldPattern;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.tool.text.Text;
import java.util.List;
import java.util.Set;

/** Tells a field that did not change from one that is nowhere in the recording: a typing error must not look like an answer. */
final class AbsentField {

    private static final int NEAR_MAX = 3;

    private AbsentField() {}

    /**
     * What to say where no change was found.
     *
     * @param otherwise what is said of a field that is there, or of what is no field of the state
     */
    static String or(Desk desk, FieldPattern pattern, String otherwise) {
        if (pattern instanceof FieldPattern.Leaves leaves) {
            return or(desk, leaves, otherwise);
        }
        return pattern instanceof FieldPattern.Becomes becomes ? or(desk, becomes.leaves(), otherwise) : otherwise;
    }

    private static String or(Desk desk, FieldPattern.Leaves leaves, String otherwise) {
        return desk.patiently(
                "searching",
                progress ->
                        // That a field comes to be is its first change.
                        desk.changes().next(leaves, -1, progress).isEmpty()
                                ? "no such field in this recording; " + near(desk, leaves.text(), progress)
                                : otherwise);
    }

    private static String near(Desk desk, String text, Progress progress) {
        HostState state = new HostState();
        desk.stand().timeline().replay(Range.ALL, progress, new Unflattener(state.events()));
        Set<String> known = Fields.names(state.tree());
        List<String> near = Suggestion.near(text, known, NEAR_MAX);
        return near.isEmpty()
                ? "\"state --all\" shows all fields"
                : "did you mean " + Text.harmless(String.join(", ", near)) + "?";
    }
}
