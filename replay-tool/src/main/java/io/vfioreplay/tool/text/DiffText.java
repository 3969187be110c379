package io.vfioreplay.tool.text;

import io.vfioreplay.engine.diff.RunDiff;
import io.vfioreplay.engine.diff.StreamDiff;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The differences of two recordings, in lines for people. */
public final class DiffText {

    private static final int VALUE_MAX = 60;

    private final Palette palette;

    /** Lines that look as {@code palette} says. */
    public DiffText(Palette palette) {
        this.palette = palette;
    }

    /** The lines of what was compared. */
    public List<String> lines(Optional<TreeDiff> state, Optional<StreamDiff> stream, Optional<RunDiff> run) {
        List<String> lines = new ArrayList<>();
        run.ifPresent(found -> run(lines, found));
        stream.ifPresent(found -> stream(lines, found));
        state.ifPresent(found -> state(lines, found));
        return lines;
    }

    private void run(List<String> lines, RunDiff run) {
        lines.add(palette.paint(Role.TITLE, "run") + ": " + Text.count(run.sourceEvents()) + " against "
                + Text.plural(run.destinationEvents(), "event") + ", " + count(run.differing(), "difference"));
        run.first().ifPresent(first -> {
            EventText text = new EventText(palette, Envelope.NO_TIME);
            first.before().forEach(event -> lines.add("  " + text.line(event)));
            lines.add(palette.paint(Role.BAD, "A ") + side(text, first.source()));
            lines.add(palette.paint(Role.BAD, "B ") + side(text, first.destination()));
        });
    }

    private static String side(EventText text, Optional<Event> event) {
        return event.map(text::line).orElse("        (no more events)");
    }

    private void stream(List<String> lines, StreamDiff stream) {
        lines.add(palette.paint(Role.TITLE, "stream") + ": "
                + Text.plural(stream.commonPrefix(), "byte") + " alike from the start, "
                + count(stream.differingBytes(), "differing byte"));
        stream.first()
                .ifPresent(first -> lines.add("  first at byte %s: A %s, B %s"
                        .formatted(Text.count(first.offset()), first.source(), first.destination())));
    }

    private void state(List<String> lines, TreeDiff state) {
        lines.add(palette.paint(Role.TITLE, "state") + ": "
                + count(state.differences().size(), "differing value"));
        for (TreeDiff.Difference difference : state.differences()) {
            lines.add("  " + palette.paint(Role.ACCENT, Text.harmless(difference.path())) + ": A "
                    + value(difference.left()) + ", B " + value(difference.right()));
        }
    }

    private static String value(@Nullable String value) {
        return value == null ? "(absent)" : Text.quoted(value, VALUE_MAX);
    }

    private String count(long count, String noun) {
        return palette.paint(count == 0 ? Role.GOOD : Role.BAD, Text.plural(count, noun));
    }
}
