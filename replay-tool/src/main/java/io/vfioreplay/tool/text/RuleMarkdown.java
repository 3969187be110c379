package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.hardware.rule.RuleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The whole rule book as a Markdown document. */
public final class RuleMarkdown {

    private RuleMarkdown() {}

    /** The document. */
    public static List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "# The rules",
                "",
                "Written by `vfio-replay explain --markdown`; the build compares this file with the rule book. `vfio-replay explain R-97`",
                "says more about one rule, with an example that breaks it and one that keeps it.",
                "",
                "R-01 to R-65 are about migration protocol v1, R-66 to R-116 about v2, R-117 to R-122 about dirty tracking in the",
                "container, R-123 to R-132 about VMMs; C- rules are about recordings, M- rules are what a post-mortem finds.",
                ""));
        for (RuleKind kind : RuleKind.values()) {
            lines.add("- " + count(kind) + " " + kind.reason());
        }
        lines.add("");
        lines.add("| rule | severity | what it demands | how it is treated | source |");
        lines.add("|---|---|---|---|---|");
        RuleBook.rules().forEach(rule -> lines.add(row(rule)));
        lines.add("");
        lines.add("## Rules that nobody checks, and why");
        lines.add("");
        RuleBook.rules().stream()
                .filter(rule -> rule.kind() != RuleKind.CHECKED && rule.kind() != RuleKind.POSTMORTEM)
                .forEach(rule ->
                        lines.add("- **" + rule.id() + "** " + rule.kind().reason() + ". " + cell(rule.explanation())));
        return lines;
    }

    private static String count(RuleKind kind) {
        return "**"
                + RuleBook.rules().stream().filter(rule -> rule.kind() == kind).count() + "**";
    }

    private static String row(Rule rule) {
        return "| " + rule.id() + " | " + rule.severity().name().toLowerCase(Locale.ROOT) + " | " + cell(rule.title())
                + " | " + rule.kind().reason() + " | " + cell(rule.source()) + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
