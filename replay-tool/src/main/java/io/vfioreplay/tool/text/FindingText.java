package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.Severity;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.List;
import java.util.Locale;

/** A finding in two lines: severity, rule, place and title; then what was seen. */
public final class FindingText {

    private static final int HOST = -1;
    private final Palette palette;

    /** Lines that look as {@code palette} says. */
    public FindingText(Palette palette) {
        this.palette = palette;
    }

    /** The lines of a finding. */
    public List<String> lines(Finding finding) {
        String place =
                "position " + finding.position() + (finding.device() == HOST ? "" : ", device " + finding.device());
        return List.of(
                label(finding.severity()) + " " + finding.rule().id() + " at " + place + ": "
                        + finding.rule().title(),
                "        " + Text.harmless(finding.message()));
    }

    /** The severity in its colour, padded. */
    public String label(Severity severity) {
        String padded = String.format(Locale.ROOT, "%-7s", severity.name().toLowerCase(Locale.ROOT));
        return palette.paint(role(severity), padded);
    }

    private static Role role(Severity severity) {
        return switch (severity) {
            case NOTE -> Role.FAINT;
            case WARNING -> Role.WARNING;
            case ERROR -> Role.BAD;
        };
    }
}
