package io.vfioreplay.tool.text;

import io.vfioreplay.engine.stats.Dimension;
import io.vfioreplay.engine.stats.Group;
import io.vfioreplay.engine.stats.Grouping;
import io.vfioreplay.engine.stats.Histogram;
import io.vfioreplay.engine.stats.Statistics;
import io.vfioreplay.engine.stats.Tally;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Statistics as tables and bars that fill the width of a terminal. */
public final class StatsText {

    private static final int WIDTH_MIN = 60;
    private static final int WIDTH_MAX = 400;
    /** From this width on, tables have room for rates and for the time between events. */
    private static final int WIDTH_WIDE = 120;

    private static final int LABEL_MIN = 20;
    private static final int LABEL_MAX = 60;
    private static final int NUMBER = 10;
    private static final int MARGIN = 2;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;
    private static final String NOTHING = "-";

    private final Palette palette;
    private final int width;

    /**
     * Text for a terminal.
     *
     * @param palette how it may look
     * @param width its columns; less than 60 are taken for 60, more than 400 for 400
     */
    public StatsText(Palette palette, int width) {
        this.palette = palette;
        this.width = Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, width));
    }

    /** All lines; of each table so many groups. */
    public List<String> lines(Statistics statistics, int top) {
        List<String> lines = new ArrayList<>();
        Tally all = statistics.all();
        lines.add(palette.paint(Role.TITLE, summary(all)));
        lines.add(outcome(all));
        activity(lines, statistics);
        for (Grouping grouping : statistics.groupings()) {
            table(lines, grouping, all, top);
        }
        histogram(lines, "from request to answer", all.durations());
        histogram(lines, "from one event to the next", all.intervals());
        return lines;
    }

    private static String summary(Tally all) {
        String summary = Text.plural(all.events(), "event");
        if (all.first() != Envelope.NO_TIME) {
            summary += " in " + Text.duration(all.spanNanos());
        }
        if (all.spanNanos() > 0) {
            summary += ", " + rate(all, all) + " a second";
        }
        return summary;
    }

    private static String outcome(Tally all) {
        return Text.count(all.failed()) + " failed, " + Text.count(all.unanswered()) + " never answered, "
                + Text.plural(all.bytes(), "byte") + " of payload";
    }

    private void activity(List<String> lines, Statistics statistics) {
        long[] slices = statistics.activity().slices();
        if (slices.length < 2) {
            return;
        }
        int room = Math.min(slices.length, width - 2 * MARGIN);
        int perColumn = (slices.length + room - 1) / room;
        long[] columns = new long[(slices.length + perColumn - 1) / perColumn];
        for (int i = 0; i < slices.length; i++) {
            columns[i / perColumn] += slices[i];
        }
        lines.add("");
        lines.add("  " + palette.paint(Role.ACCENT, Bars.line(columns)));
        lines.add(palette.paint(
                Role.FAINT,
                "  events over time, a column is "
                        + Text.duration(statistics.activity().sliceNanos() * perColumn)));
    }

    private void table(List<String> lines, Grouping grouping, Tally all, int top) {
        List<Group> groups = grouping.groups();
        if (groups.isEmpty() && grouping.others().events() == 0) {
            return;
        }
        List<Group> shown = groups.subList(0, Math.min(top, groups.size()));
        int label = LABEL_MIN;
        for (Group group : shown) {
            label = Math.max(label, label(grouping, group).length());
        }
        label = Math.min(label, Math.min(LABEL_MAX, width / 2 - MARGIN));
        long most = shown.isEmpty() ? 1 : shown.get(0).tally().events();
        lines.add("");
        lines.add(heading(grouping, label));
        for (Group group : shown) {
            lines.add(row(cut(label(grouping, group), label), group.tally(), all, most));
        }
        rest(lines, grouping, groups.subList(shown.size(), groups.size()));
    }

    private String heading(Grouping grouping, int label) {
        String by = grouping.dimensions().stream().map(Dimension::label).collect(Collectors.joining(", "));
        StringBuilder heading = new StringBuilder(pad("by " + by, MARGIN + label));
        heading.append(right("events"))
                .append(right("p50"))
                .append(right("p99"))
                .append(right("max"));
        if (width >= WIDTH_WIDE) {
            heading.append(right("failed")).append(right("a second")).append(right("gap p50"));
        }
        return palette.paint(Role.TITLE, heading.toString());
    }

    private String row(String label, Tally tally, Tally all, long most) {
        StringBuilder row = new StringBuilder("  ").append(label);
        row.append(right(Text.count(tally.events())));
        Histogram durations = tally.durations();
        row.append(right(quantile(durations, MEDIAN))).append(right(quantile(durations, NEARLY_ALL)));
        row.append(right(durations.count() == 0 ? NOTHING : Text.duration(durations.greatest())));
        if (width >= WIDTH_WIDE) {
            row.append(right(Text.count(tally.failed())));
            row.append(right(all.spanNanos() > 0 ? rate(tally, all) : NOTHING));
            row.append(right(quantile(tally.intervals(), MEDIAN)));
        }
        int room = width - row.length() - MARGIN;
        return row + bar(tally.events(), most, room);
    }

    private static void rest(List<String> lines, Grouping grouping, List<Group> hidden) {
        long events = hidden.stream().mapToLong(group -> group.tally().events()).sum();
        if (!hidden.isEmpty()) {
            lines.add("  " + Text.plural(hidden.size(), "more group") + " with " + Text.plural(events, "event"));
        }
        if (grouping.others().events() > 0) {
            lines.add("  " + Text.plural(grouping.others().events(), "event") + " of groups beyond the first "
                    + Text.count(Grouping.GROUPS_MAX));
        }
    }

    private void histogram(List<String> lines, String title, Histogram histogram) {
        if (histogram.count() == 0) {
            return;
        }
        long[] most = {1};
        histogram.forEachOctave((from, to, count) -> most[0] = Math.max(most[0], count));
        lines.add("");
        lines.add(palette.paint(Role.TITLE, pad(title, MARGIN + LABEL_MIN + MARGIN) + right("events")));
        int[] empty = {0};
        histogram.forEachOctave((from, to, count) -> {
            empty[0] = count == 0 ? empty[0] + 1 : 0;
            if (empty[0] == 0) {
                lines.add(octave(from, to, count, most[0]));
            } else if (empty[0] == 1) {
                lines.add(palette.paint(Role.FAINT, "  " + right("...")));
            }
        });
    }

    private String octave(long from, long to, long count, long most) {
        String row = "  " + right(Text.duration(from)) + " .. " + pad(Text.duration(to), NUMBER - MARGIN)
                + right(Text.count(count));
        return row + bar(count, most, width - row.length() - MARGIN);
    }

    private String bar(long count, long most, int room) {
        String bar = Bars.bar(count, most, room);
        return bar.isEmpty() ? "" : "  " + palette.paint(Role.ACCENT, bar);
    }

    private static String label(Grouping grouping, Group group) {
        return grouping.dimensions().stream()
                .map(dimension -> GroupLabel.of(dimension, group))
                .collect(Collectors.joining(", "));
    }

    private static String quantile(Histogram histogram, double share) {
        return histogram.count() == 0 ? NOTHING : Text.duration(histogram.quantile(share));
    }

    /** Events a second over the whole time, not over that of the group: what groups add up to. */
    private static String rate(Tally tally, Tally all) {
        return String.format(Locale.ROOT, "%,.1f", tally.events() * NANOS_PER_SECOND / all.spanNanos());
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? pad(text, length) : text.substring(0, length - 1) + "~";
    }

    private static String pad(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    private static String right(String text) {
        return " ".repeat(Math.max(1, NUMBER - text.length())) + text;
    }
}
