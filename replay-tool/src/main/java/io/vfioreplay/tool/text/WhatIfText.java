package io.vfioreplay.tool.text;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.whatif.Ending;
import io.vfioreplay.engine.whatif.Mark;
import io.vfioreplay.engine.whatif.MarkedFinding;
import io.vfioreplay.engine.whatif.Prediction;
import io.vfioreplay.engine.whatif.StateComparison;
import io.vfioreplay.engine.whatif.WhatIfReport;
import io.vfioreplay.engine.whatif.WhatIfReport.SideReport;
import io.vfioreplay.engine.whatif.WhatIfReport.Touched;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What would have happened beside what really did, in lines for people. */
public final class WhatIfText {

    private static final int WIDTH = 99;
    private static final int VALUE_MAX = 40;
    private static final int LEAVES_MAX = 20;
    private static final String INDENT = "  ";

    private final Palette palette;

    /** Lines that look as {@code palette} says. */
    public WhatIfText(Palette palette) {
        this.palette = palette;
    }

    /** The lines of a report. */
    public List<String> lines(WhatIfReport report) {
        List<String> lines = new ArrayList<>();
        report.sides().forEach(side -> side(lines, side));
        ending(lines, "really", report.really());
        if (report.endsOtherwise()) {
            ending(lines, "instead", report.instead());
        } else if (report.differs()) {
            lines.add("instead  the same");
        }
        findings(lines, "no longer found", Role.GOOD, report.vanished());
        findings(lines, "found instead", Role.BAD, report.appeared());
        if (!report.differs()) {
            lines.add(palette.paint(Role.GOOD, "nothing would have been different"));
        }
        return lines;
    }

    private void side(List<String> lines, SideReport side) {
        lines.add(palette.paint(Role.TITLE, side.side().map(Side::label).orElse("journal")) + ": "
                + touched(side.touched()));
        side.edits().forEach(edit -> lines.add(INDENT + palette.paint(Role.ACCENT, Text.harmless(edit))));
        EventText text = new EventText(palette, Envelope.NO_TIME);
        side.predictions().forEach(each -> prediction(lines, text, each));
        state(lines, side.state());
    }

    private static String touched(Touched touched) {
        List<String> parts = new ArrayList<>();
        add(parts, touched.dropped(), "dropped");
        add(parts, touched.changed(), "changed");
        add(parts, touched.inserted(), "inserted");
        return parts.isEmpty() ? "no event is touched by" : String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Text.plural(count, "event") + " " + what);
        }
    }

    private void prediction(List<String> lines, EventText text, Prediction prediction) {
        Role role = prediction.kind() == Prediction.Kind.DISAGREES ? Role.WARNING : Role.FAINT;
        String answer = Text.harmless(prediction.predicted());
        String what = switch (prediction.kind()) {
            case AGREES -> "the model of the device answers the same";
            case DISAGREES -> "the model of the device answers " + answer;
            case UNKNOWN -> "the model of the device cannot say: " + answer;
            case FOLLOWS -> "the device would have answered so";
        };
        lines.add(INDENT + text.line(prediction.event(), prediction.at().text()));
        lines.add(INDENT + " ".repeat(9) + palette.paint(role, what));
    }

    private void state(List<String> lines, StateComparison state) {
        List<TreeDiff.Difference> differences = state.difference().differences();
        String where = state.at() < 0 ? "" : " behind position " + state.at();
        String first =
                state.first().map(mark -> ", the first behind " + mark.text()).orElse("");
        Role role = differences.isEmpty() ? Role.GOOD : Role.BAD;
        lines.add(INDENT + "state" + where + ": "
                + palette.paint(role, Text.plural(differences.size(), "differing value")) + first);
        for (TreeDiff.Difference difference : differences.subList(0, Math.min(LEAVES_MAX, differences.size()))) {
            lines.add(INDENT + INDENT + palette.paint(Role.ACCENT, Text.harmless(difference.path())) + ": really "
                    + value(difference.left()) + ", instead " + value(difference.right()));
        }
        if (differences.size() > LEAVES_MAX) {
            lines.add(INDENT + INDENT + "and " + Text.count((long) differences.size() - LEAVES_MAX)
                    + " more; --json has all");
        }
    }

    private static String value(@Nullable String value) {
        return value == null ? "(absent)" : Text.quoted(value, VALUE_MAX);
    }

    private void ending(List<String> lines, String when, Ending ending) {
        Role role = switch (ending.verdict()) {
            case MIGRATED -> Role.GOOD;
            case CANCELLED, INCOMPLETE -> Role.WARNING;
            case FAILED, MIGRATED_WITH_DIFFERENCES -> Role.BAD;
        };
        String verdict = ending.verdict().label().toUpperCase(Locale.ROOT).replace('-', ' ');
        lines.add(String.format(Locale.ROOT, "%-8s ", when) + palette.paint(role, verdict) + "   blame: "
                + ending.blame().label());
        Wrap.at(palette.width(WIDTH) - 9, Text.harmless(ending.sentence()))
                .forEach(line -> lines.add(" ".repeat(9) + line));
        ending.cause()
                .ifPresent(cause -> lines.add(" ".repeat(9) + "at "
                        + place(cause.side().label(), cause.at()) + ": " + Text.harmless(cause.event())));
    }

    private void findings(List<String> lines, String title, Role role, List<MarkedFinding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        lines.add(palette.paint(Role.TITLE, title));
        FindingText text = new FindingText(palette);
        for (MarkedFinding finding : findings) {
            lines.add(INDENT + text.label(finding.severity()) + " " + palette.paint(role, finding.rule()) + " ("
                    + place(finding.side().label(), finding.at()) + "): " + finding.title());
            Wrap.at(palette.width(WIDTH) - 10, Text.harmless(finding.message()))
                    .forEach(line -> lines.add(" ".repeat(10) + line));
        }
    }

    private static String place(String side, Mark at) {
        return side + ", position " + at.text();
    }
}
