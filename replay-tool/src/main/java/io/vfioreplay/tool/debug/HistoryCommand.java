package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.travel.Change;
import io.vfioreplay.engine.travel.FieldPattern;
import io.vfioreplay.engine.travel.Sparkline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code history}: all changes of a field. */
final class HistoryCommand implements Command {

    private static final String ALL = "--all";
    private static final int SHOWN_MAX = 20;
    private static final int PARTS = 48;

    /** Of a history that nobody can read, more than these are counted only. */
    private static final int ALL_MAX = 1_000_000;

    @Override
    public Manual manual() {
        return new Manual(
                List.of("history"),
                "FIELD [--all]",
                "all changes of a field, with a picture of when they were",
                List.of(
                        "Shows the first " + SHOWN_MAX
                                + " changes, or all; the place stays. Fields are those of \"last\".",
                        "  history device0/state",
                        "  history bar0/* --all"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        Arguments field = given.without(ALL);
        FieldPattern pattern = Fields.pattern(desk, field.required("a field"));
        int most = given.has(ALL) ? ALL_MAX : SHOWN_MAX;
        Sparkline line = new Sparkline(desk.stand().timeline().eventCount(), PARTS);
        List<Change> shown = new ArrayList<>();
        long[] total = {0};
        desk.patiently("searching", progress -> {
            desk.changes().history(pattern, Range.ALL, progress, change -> {
                total[0]++;
                line.add(change.position());
                return shown.size() >= most || shown.add(change);
            });
            return total;
        });
        return new ChangesAnswer(
                pattern.text(),
                shown,
                total[0],
                Arrays.stream(line.counts()).boxed().toList(),
                desk.stand().originNanos(),
                total[0] == 0 ? AbsentField.or(desk, pattern, "never changes") : "");
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        List<String> names = new ArrayList<>(Fields.candidates(desk));
        names.add(ALL);
        return names;
    }
}
