package io.vfioreplay.tool.text;

import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.TimelineStep;
import io.vfioreplay.engine.postmortem.TimelineStep.Kind;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The merged timeline of a post-mortem in two lanes of one page: the source's steps on the left, the destination's on the right,
 * time running downwards. A step that only the recording of the other side tells of names its position there behind the text.
 */
public final class TimelineText {

    private static final int TIME_WIDTH = 12;
    private static final int MARK_WIDTH = 3;
    private static final int POSITION_WIDTH = 7;
    private static final int TEXT_WIDTH_MIN = 16;
    private static final int COLUMNS = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Palette palette;
    private final int textWidth;
    private final int laneWidth;

    /** A way of showing timelines. */
    public TimelineText(Palette palette) {
        this.palette = palette;
        int lane = (palette.width(COLUMNS) - TIME_WIDTH) / 2;
        this.textWidth = Math.max(TEXT_WIDTH_MIN, lane - MARK_WIDTH - POSITION_WIDTH - 1);
        this.laneWidth = MARK_WIDTH + POSITION_WIDTH + 1 + textWidth;
    }

    /** All lines, at most 100 columns wide. */
    public List<String> lines(Postmortem postmortem) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(palette.paint(Role.TITLE, "timeline") + palette.paint(Role.FAINT, headline(postmortem)));
        lines.add(palette.paint(Role.FAINT, pad("  seconds", TIME_WIDTH))
                + palette.paint(role(Side.SOURCE), pad("   position source", laneWidth))
                + palette.paint(role(Side.DESTINATION), "   position destination"));
        if (postmortem.timeline().isEmpty()) {
            lines.add("no step of a migration was recorded");
        }
        for (TimelineStep step : postmortem.timeline()) {
            step(lines, step, isDecisive(postmortem, step));
        }
        return lines;
    }

    private static String headline(Postmortem postmortem) {
        List<TimelineStep> steps = postmortem.timeline();
        for (Side side : Side.values()) {
            List<TimelineStep> own =
                    steps.stream().filter(step -> step.side() == side).toList();
            if (own.isEmpty()) {
                return "";
            }
            if (own.stream().allMatch(step -> step.nanos().isEmpty())) {
                return " (the " + side.label() + " has no times: first the source, then the destination)";
            }
        }
        long used = postmortem.clocks().usedNanos().orElse(0);
        String clocks = used == 0
                ? "both clocks taken as they are"
                : String.format(Locale.ROOT, "the destination's clock moved by %+.6f s", -used / NANOS_PER_SECOND);
        boolean stepped = steps.stream().anyMatch(step -> step.kind() == Kind.CLOCK);
        return " (" + clocks + (stepped ? "; times before a clock was set are guesses)" : ")");
    }

    private static boolean isDecisive(Postmortem postmortem, TimelineStep step) {
        return postmortem
                .cause()
                .filter(cause -> cause.side() == step.journal() && cause.position() == step.position())
                .isPresent();
    }

    private void step(List<String> lines, TimelineStep step, boolean decisive) {
        String time = step.nanos().isPresent()
                ? String.format(Locale.ROOT, "%+11.6f ", step.nanos().getAsLong() / NANOS_PER_SECOND)
                : pad("          -", TIME_WIDTH);
        boolean heard = step.journal() != step.side();
        String position = heard
                ? " ".repeat(POSITION_WIDTH + 1)
                : String.format(Locale.ROOT, "%" + POSITION_WIDTH + "d ", step.position());
        String told = heard ? " [%s %d]".formatted(step.journal().label(), step.position()) : "";
        String indent = step.side() == Side.SOURCE ? "" : " ".repeat(laneWidth);
        String mark = decisive ? "=> " : " ".repeat(MARK_WIDTH);
        Role look = decisive ? Role.BAD : role(step);
        for (String text : Wrap.at(textWidth, broken(Text.harmless(step.what() + told)))) {
            lines.add(palette.paint(Role.FAINT, time)
                    + indent
                    + palette.paint(Role.BAD, mark.isBlank() ? "" : mark)
                    + (mark.isBlank() ? mark : "")
                    + palette.paint(Role.FAINT, position)
                    + palette.paint(look, text));
            time = " ".repeat(TIME_WIDTH);
            position = " ".repeat(POSITION_WIDTH + 1);
            mark = " ".repeat(MARK_WIDTH);
        }
    }

    /** Words that do not fit into a lane, as pieces that do. */
    private String broken(String text) {
        return text.replaceAll("(\\S{" + textWidth + "})(?=\\S)", "$1 ");
    }

    private static Role role(TimelineStep step) {
        return switch (step.kind()) {
            case STATE, DATA, VMM -> role(step.side());
            case TROUBLE -> Role.BAD;
            case CLOCK -> Role.WARNING;
        };
    }

    private static Role role(Side side) {
        return side == Side.SOURCE ? Role.ACCENT : Role.TITLE;
    }

    private static String pad(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }
}
