package io.vfioreplay.tool.text;

import io.vfioreplay.engine.replay.Divergence;
import io.vfioreplay.engine.replay.PredictionReport;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.hardware.model.Predictions.Tally;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came out of a replay, for people. */
public final class ReplayText {

    private final Palette palette;
    private final long originNanos;

    /** A printer; {@code originNanos} is the time that the events' times are counted from. */
    public ReplayText(Palette palette, long originNanos) {
        this.palette = palette;
        this.originNanos = originNanos;
    }

    /** The lines; without the state when the tree is empty. */
    public List<String> lines(ReplayReport report, Optional<PredictionReport> predicted, StateTree tree) {
        List<String> lines = new ArrayList<>();
        String compared = Text.plural(report.digestsCompared(), "digest") + " compared";
        lines.add(Text.plural(report.events(), "event") + " replayed, " + compared + ": "
                + (report.divergence().isEmpty()
                        ? palette.paint(Role.GOOD, "no difference")
                        : palette.paint(Role.BAD, "the replay differs")));
        report.notCompared().ifPresent(why -> lines.add("not compared: " + Text.harmless(why)));
        report.divergence().ifPresent(divergence -> {
            lines.add(Text.harmless(divergence.text()));
            addEvents(lines, divergence);
        });
        predicted.ifPresent(prediction -> addPrediction(lines, prediction));
        lines.add("state digest " + report.last().digest());
        if (tree.size() > 0) {
            lines.add("");
            addTree(lines, tree);
            predicted.ifPresent(prediction -> addTree(lines, prediction.state()));
        }
        return lines;
    }

    private void addPrediction(List<String> lines, PredictionReport prediction) {
        if (prediction.models().isEmpty()) {
            lines.add("no device is of a kind whose behaviour is known: nothing predicted");
            return;
        }
        prediction.models().forEach((device, version) -> lines.add("device" + device + " replayed by " + version));
        lines.add("predicted " + share("register read", prediction.reads()) + "; "
                + share("other answer", prediction.others()));
        prediction.divergence().ifPresent(divergence -> {
            lines.add(palette.paint(Role.BAD, "first wrong answer") + " at position " + divergence.position() + ": "
                    + Text.harmless(divergence.what()) + ", predicted " + Text.harmless(divergence.actual())
                    + ", recorded " + Text.harmless(divergence.expected()));
            addEvents(lines, divergence);
        });
    }

    private static String share(String what, Tally tally) {
        String line = tally.right() + " of " + Text.plural(tally.total(), what);
        if (tally.total() > 0) {
            line += " (" + tally.sharePerMille() / 10 + "." + tally.sharePerMille() % 10 + " %)";
        }
        line += tally.wrong() > 0 ? ", " + tally.wrong() + " wrong" : "";
        return line + (tally.unknown() > 0 ? ", " + tally.unknown() + " unknown to the model" : "");
    }

    private void addEvents(List<String> lines, Divergence divergence) {
        EventText text = new EventText(palette, originNanos);
        divergence.lastEvents().forEach(event -> lines.add("  " + text.line(event)));
    }

    private void addTree(List<String> lines, StateTree tree) {
        tree.forEach((path, value) ->
                lines.add(palette.paint(Role.ACCENT, Text.harmless(path)) + " = " + Text.harmless(value)));
    }
}
