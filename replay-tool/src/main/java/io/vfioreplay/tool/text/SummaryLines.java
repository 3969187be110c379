package io.vfioreplay.tool.text;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Messages;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a capture was accounted for, in lines for people. */
public final class SummaryLines {

    private SummaryLines() {}

    /** Records, devices, events, and whether anything was damaged. */
    public static String oneLine(CaptureSummary summary, Palette palette) {
        String damaged = summary.damaged() == 0
                ? ""
                : ", " + palette.paint(Role.WARNING, Text.count(summary.damaged()) + " damaged");
        return "%s%s, %s, %s"
                .formatted(
                        Text.plural(summary.records(), unit(summary)),
                        damaged,
                        Text.plural(summary.devices().size(), "device"),
                        Text.plural(summary.events(), "event"));
    }

    /** Every record and message, accounted for. */
    public static List<String> table(CaptureSummary summary, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add("%ss %s = %s understood + %s irrelevant + %s damaged"
                .formatted(
                        unit(summary),
                        Text.count(summary.records()),
                        Text.count(summary.understood()),
                        Text.count(summary.irrelevant()),
                        Text.count(summary.damaged())));
        summary.firstDamage()
                .ifPresent(text -> lines.add(palette.paint(Role.WARNING, "first damage: ") + Text.harmless(text)));
        if (summary.unit() == Unit.PACKET) {
            lines.add(
                    palette.paint(Role.FAINT, row("message", "requests", "replies", "errors", "posted", "unanswered")));
            summary.messages().forEach((command, m) -> lines.add(row(command, m)));
        } else {
            summary.kinds()
                    .forEach((kind, count) ->
                            lines.add(String.format(Locale.ROOT, "%-44s%11s", Text.harmless(kind), Text.count(count))));
        }
        return lines;
    }

    private static String unit(CaptureSummary summary) {
        return summary.unit().name().toLowerCase(Locale.ROOT);
    }

    private static String row(String command, Messages m) {
        return row(
                command,
                Text.count(m.requests()),
                Text.count(m.replies()),
                Text.count(m.errors()),
                Text.count(m.posted()),
                Text.count(m.unanswered()));
    }

    private static String row(String name, String... cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-24s", name));
        for (String cell : cells) {
            row.append(String.format(Locale.ROOT, "%11s", cell));
        }
        return row.toString();
    }
}
