package io.vfioreplay.tool.text;

import io.vfioreplay.engine.index.IndexReport;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.tool.text.Palette.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an index holds, for people. */
public final class IndexText {

    private static final double PERCENT = 100;

    private final Palette palette;

    /** Texts in the look of {@code palette}. */
    public IndexText(Palette palette) {
        this.palette = palette;
    }

    /** The lines for one index. */
    public List<String> lines(Path file, IndexReport report, long journalBytes) {
        List<String> lines = new ArrayList<>();
        lines.add(palette.paint(Role.TITLE, Text.harmless(file.toString())));
        lines.add("  %s in %s, %s to look up, %s"
                .formatted(
                        Text.plural(report.events(), "event"),
                        Text.plural(report.segments(), "segment"),
                        Text.plural(report.terms(), "term"),
                        Text.plural(report.snapshots(), "snapshot")));
        lines.add("  " + Text.plural(report.bytes(), "byte") + ", "
                + String.format(Locale.ROOT, "%.2f %%", report.bytes() * PERCENT / Math.max(1, journalBytes))
                + " of the journal's " + Text.count(journalBytes));
        lines.add("  any state is at most about " + Text.duration(report.seekNanosMost()) + " of folding away");
        report.findings().ifPresent(findings -> lines.add("  " + findings(findings)));
        return lines;
    }

    private static String findings(List<Finding> findings) {
        Optional<Finding> first = findings.stream().min(Comparator.comparingLong(Finding::position));
        return Text.plural(findings.size(), "finding")
                + first.map(finding -> ", the first at position " + finding.position() + ", "
                                + finding.rule().id())
                        .orElse("");
    }
}
