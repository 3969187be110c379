package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules of the book for people. */
public final class RuleText {

    private static final int WIDTH = 110;

    private final Palette palette;

    /** A printer. */
    public RuleText(Palette palette) {
        this.palette = palette;
    }

    /** All rules, a line each. */
    public static List<String> list() {
        return RuleBook.rules().stream()
                .map(rule -> String.format(
                        Locale.ROOT,
                        "%-6s %-8s %s",
                        rule.id(),
                        rule.severity().name().toLowerCase(Locale.ROOT),
                        rule.title()))
                .toList();
    }

    /** One rule with all that is known about it. */
    public List<String> lines(Rule rule) {
        List<String> lines = new ArrayList<>();
        lines.add(palette.paint(Role.TITLE, rule.id() + ": " + rule.title()));
        lines.add("  severity  " + rule.severity().name().toLowerCase(Locale.ROOT));
        lines.add("  source    " + rule.source());
        lines.add("  binds     " + binds(rule));
        lines.add("  treated   " + rule.kind().reason());
        if (!rule.needs().isEmpty()) {
            lines.add("  needs     a recording that shows " + needs(rule));
        }
        lines.add("");
        lines.addAll(Wrap.at(palette.width(WIDTH), rule.explanation()));
        RuleExamples.of(rule.id()).ifPresent(example -> {
            lines.add("");
            lines.add(palette.paint(Role.BAD, "breaks it"));
            example.breach().forEach(line -> lines.add("  " + line));
            lines.add("  " + palette.paint(Role.BAD, "=> ") + example.message());
            lines.add(palette.paint(Role.GOOD, "keeps it"));
            example.twin().forEach(line -> lines.add("  " + line));
        });
        return lines;
    }

    private static String binds(Rule rule) {
        if (!rule.id().startsWith("R-")) {
            return rule.id().startsWith("C-") ? "recordings" : "migrations";
        }
        return Stream.of(Protocol.values())
                .filter(protocol -> RuleBook.binds(rule, protocol))
                .map(Protocol::label)
                .collect(Collectors.joining(", "));
    }

    private static String needs(Rule rule) {
        return rule.needs().stream()
                .map(need -> need.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
