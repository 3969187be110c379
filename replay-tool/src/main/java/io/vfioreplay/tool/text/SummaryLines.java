package io.vfioreplay.tool.text;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Messages;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a capture was accounted for, in lines for people. */
public final class SummaryLines {

    private SummaryLines() {}

    /** Packets, devices, events, and whether anything was damaged. */
    public static String oneLine(CaptureSummary summary, Palette palette) {
        String damaged = summary.damaged() == 0
                ? ""
                : ", " + palette.paint(Role.WARNING, Text.count(summary.damaged()) + " damaged");
        return "%s%s, %s, %s"
                .formatted(
                        Text.plural(summary.packets(), "packet"),
                        damaged,
                        Text.plural(summary.devices().size(), "device"),
                        Text.plural(summary.events(), "event"));
    }

    /** Every packet and message, accounted for. */
    public static List<String> table(CaptureSummary summary, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add("packets %s = %s understood + %s irrelevant + %s damaged"
                .formatted(
                        Text.count(summary.packets()),
                        Text.count(summary.understood()),
                        Text.count(summary.irrelevant()),
                        Text.count(summary.damaged())));
        summary.firstDamage()
                .ifPresent(text -> lines.add(palette.paint(Role.WARNING, "first damage: ") + Text.harmless(text)));
        lines.add(palette.paint(Role.FAINT, row("message", "requests", "replies", "errors", "posted", "unanswered")));
        summary.messages().forEach((command, m) -> lines.add(row(command, m)));
        return lines;
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
