package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.travel.Change;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Changes of a field.
 *
 * @param field as it was asked for
 * @param changes those that are shown
 * @param total how many there are
 * @param counts how many there are in equal parts of the journal, empty where there is no picture
 * @param originNanos the time that times are counted from
 * @param none what is said when there is no change
 */
record ChangesAnswer(String field, List<Change> changes, long total, List<Long> counts, long originNanos, String none)
        implements Answer {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String ABSENT = "(absent)";

    ChangesAnswer {
        changes = List.copyOf(changes);
        counts = List.copyOf(counts);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        if (changes.isEmpty()) {
            lines.add(Text.harmless(field) + ": " + none);
        }
        for (Change each : changes) {
            lines.add(line(look, each));
        }
        if (total > changes.size()) {
            lines.add(look.palette()
                    .paint(
                            Role.FAINT,
                            "... " + Text.count(total - changes.size()) + " more; history " + Text.harmless(field)
                                    + " --all"));
        }
        if (!counts.isEmpty() && total > 0) {
            lines.add(look.palette().paint(Role.ACCENT, Bars.of(counts)) + "  " + Text.plural(total, "change")
                    + " over the whole journal");
        }
        return lines;
    }

    private String line(Look look, Change change) {
        String time = change.timeNanos() == Envelope.NO_TIME || originNanos == Envelope.NO_TIME
                ? "            -"
                : String.format(Locale.ROOT, "%+13.6f", (change.timeNanos() - originNanos) / NANOS_PER_SECOND);
        return String.format(Locale.ROOT, "%10d ", change.position())
                + look.palette().paint(Role.FAINT, time)
                + " "
                + look.palette().paint(Role.ACCENT, Text.harmless(change.path()))
                + "  " + value(change.before()) + " -> " + value(change.after());
    }

    private static String value(Optional<String> value) {
        return value.map(Leaves::value).orElse(ABSENT);
    }

    @Override
    public void json(Json json) {
        json.text("field", field).number("total", total);
        json.array(
                "changes",
                () -> changes.forEach(each -> json.object(() -> {
                    json.number("position", each.position());
                    json.number("time", each.timeNanos() == Envelope.NO_TIME ? null : Long.valueOf(each.timeNanos()));
                    json.text("path", each.path());
                    json.text("before", each.before().orElse(null))
                            .text("after", each.after().orElse(null));
                })));
        json.array("counts", () -> counts.forEach(json::element));
    }
}
