package io.vfioreplay.tool.text;

import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.tool.check.CheckedRecording;
import io.vfioreplay.tool.check.CheckedRecording.Checked;
import io.vfioreplay.tool.check.CheckedRecording.Unreadable;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/** What checking a recording gave, for people. */
public final class CheckText {

    private static final int WIDTH = 98;

    private final Palette palette;

    /** Lines in these colours. */
    public CheckText(Palette palette) {
        this.palette = palette;
    }

    /** A title and what stands below it; none of a recording that could not be read, which is an error message. */
    public List<String> lines(CheckedRecording recording) {
        if (recording instanceof Unreadable) {
            return List.of();
        }
        Checked checked = (Checked) recording;
        List<String> lines = new ArrayList<>();
        lines.add(palette.paint(Role.TITLE, checked.source().toString()));
        checked.damage()
                .forEach(place -> lines.add("  " + palette.paint(Role.BAD, "damaged: ") + Text.harmless(place.text())));
        conformance(checked).forEach(line -> lines.add("  " + line));
        return lines;
    }

    private List<String> conformance(Checked checked) {
        Conformance conformance = checked.conformance();
        List<String> lines = new ArrayList<>();
        if (conformance.findings().isEmpty()) {
            lines.add(
                    checked.isDamaged()
                            ? "nothing found in what is left of it; what is lost cannot be checked"
                            : "nothing found");
        }
        FindingText text = new FindingText(palette);
        conformance.findings().forEach(finding -> lines.addAll(text.lines(finding)));
        if (conformance.suppressed() > 0) {
            lines.add("and " + Text.plural(conformance.suppressed(), "more finding") + " of the same rules");
        }
        conformance.witnesses().forEach(agreement -> lines.addAll(WitnessText.lines(agreement, palette)));
        if (!conformance.notObservable().isEmpty()) {
            String ids = String.join(
                    " ", conformance.notObservable().stream().map(Rule::id).toList());
            Wrap.at(palette.width(WIDTH), "not observable in this recording: " + ids)
                    .forEach(line -> lines.add(palette.paint(Role.FAINT, line)));
        }
        return lines;
    }
}
