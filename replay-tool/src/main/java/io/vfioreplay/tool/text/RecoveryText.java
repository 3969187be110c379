package io.vfioreplay.tool.text;

import io.vfioreplay.engine.recovery.Hole;
import io.vfioreplay.engine.recovery.RecoveryReport;
import io.vfioreplay.engine.recovery.RecoveryReport.Stretch;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.tool.text.Palette.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What became of a damaged journal, for people. */
public final class RecoveryText {

    private static final int LINES_MAX = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Palette palette;
    private final long originNanos;

    /** A printer; {@code originNanos} is the time that times are counted from, or {@link Envelope#NO_TIME}. */
    public RecoveryText(Palette palette, long originNanos) {
        this.palette = palette;
        this.originNanos = originNanos;
    }

    /** The lines for a journal {@code original} that became {@code recovered}. */
    public List<String> lines(Path original, Path recovered, RecoveryReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(palette.paint(Role.TITLE, recovered.toString()) + ": " + verdict(report));
        lines.add("  digest " + report.digest());
        lines.add("  from " + original + ", digest " + report.originalDigest()
                + (report.isComplete() ? "" : " (of what is there now)"));
        if (report.holeCount() > 0) {
            lines.add("");
            list(lines, "lost (new position = original positions)", report.holes(), report.holeCount(), this::hole);
            List<Stretch> stretches = report.stretches();
            list(
                    lines,
                    "kept (new positions = original positions)",
                    stretches,
                    stretches.size(),
                    RecoveryText::stretch);
        }
        if (!report.damage().isEmpty()) {
            lines.add("");
            List<Damage> damage = report.damage();
            list(lines, "damaged places of the original", damage, damage.size(), RecoveryText::damage);
        }
        return lines;
    }

    private String verdict(RecoveryReport report) {
        String recovered = Text.plural(report.recovered(), "event") + " recovered, ";
        if (report.isComplete()) {
            return recovered + palette.paint(Role.GOOD, "nothing was missing");
        }
        if (report.holeCount() == 0) {
            return recovered + palette.paint(Role.WARNING, "no event was missing");
        }
        long known = report.holeCount() - (report.isEndMissing() ? 1 : 0);
        String lost = Text.count(report.lost()) + " lost in " + Text.plural(known, "hole");
        String end = "the end is missing";
        String both = known > 0 && report.isEndMissing() ? lost + " and " + end : known > 0 ? lost : end;
        return recovered + palette.paint(Role.BAD, both);
    }

    private static <T> void list(
            List<String> lines, String title, List<T> elements, long count, Function<T, String> line) {
        lines.add("  " + title);
        int shown = Math.min(elements.size(), LINES_MAX);
        elements.subList(0, shown).forEach(element -> lines.add("    " + line.apply(element)));
        if (count > shown) {
            lines.add("    and " + Text.count(count - shown) + " more (--json lists more of them)");
        }
    }

    private String hole(Hole hole) {
        String there = hole.lastLost() == Hole.UNKNOWN
                ? "whatever came at " + hole.firstLost() + " and after"
                : range(hole.firstLost(), hole.count()) + " (" + Text.plural(hole.count(), "event") + ")";
        String device = hole.device() == Envelope.HOST ? "of unknown devices" : "of device" + hole.device();
        return hole.position() + " = " + there + ", " + device + span(hole);
    }

    private String span(Hole hole) {
        boolean isBeforeKnown = hole.beforeNanos() != Envelope.NO_TIME && originNanos != Envelope.NO_TIME;
        boolean isAfterKnown = hole.afterNanos() != Envelope.NO_TIME && originNanos != Envelope.NO_TIME;
        if (isBeforeKnown && isAfterKnown) {
            return ", between " + time(hole.beforeNanos()) + " and " + time(hole.afterNanos());
        }
        if (isBeforeKnown) {
            return ", after " + time(hole.beforeNanos());
        }
        return isAfterKnown ? ", before " + time(hole.afterNanos()) : "";
    }

    private String time(long nanos) {
        return String.format(Locale.ROOT, "%+.6f s", (nanos - originNanos) / NANOS_PER_SECOND);
    }

    private static String stretch(Stretch stretch) {
        return range(stretch.position(), stretch.count()) + " = " + range(stretch.original(), stretch.count());
    }

    private static String range(long first, long count) {
        return count == 1 ? Long.toString(first) : first + "-" + (first + count - 1);
    }

    /** Without what {@link Damage#text} says of lost positions: it is said above, and exactly. */
    private static String damage(Damage damage) {
        return damage.code() + " in " + damage.file().getFileName() + " at byte " + damage.offset() + ": "
                + Text.harmless(damage.message());
    }
}
