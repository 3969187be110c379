package io.vfioreplay.tool.text;

import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.CaseResult.Status;
import io.vfioreplay.engine.regress.Difference;
import io.vfioreplay.engine.regress.Observation;
import io.vfioreplay.engine.regress.Passage;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.tool.text.Palette.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What became of the cases of a directory, for people. */
public final class RegressText {

    private static final int DIFFERENCES_MAX = 10;

    private final Palette palette;
    private final Path directory;

    /**
     * Lines for one directory of cases.
     *
     * @param palette how they may look
     * @param directory stands in front of the names of recordings; empty where they are to be told as they lie in it
     */
    public RegressText(Palette palette, Path directory) {
        this.palette = palette;
        this.directory = directory;
    }

    /** The lines of one case: one where it says what it said, else what differs, and the events up to the one that explains it, once. */
    public List<String> lines(CaseResult result) {
        List<String> lines = new ArrayList<>();
        String status = palette.paint(
                role(result.status()), String.format("%-9s", result.status().label()));
        String said = result.observation().map(this::summary).orElse("");
        lines.add(status + " " + Text.harmless(result.name()) + palette.paint(Role.FAINT, said));
        if (!result.message().isEmpty()) {
            lines.add("          " + Text.harmless(result.message()));
        }
        addDifferences(lines, result);
        return lines;
    }

    private void addDifferences(List<String> lines, CaseResult result) {
        List<Difference> differences = result.differences();
        List<Passage> shown = new ArrayList<>();
        differences.stream().limit(DIFFERENCES_MAX).forEach(difference -> {
            lines.add("  " + Text.harmless(difference.text()));
            Passage passage = difference.passage();
            String file = Text.harmless(
                    directory.resolve(result.files().of(passage.scope())).toString());
            if (passage.events().isEmpty()) {
                lines.add("    " + file + " has no event to show");
            } else if (shown.stream().anyMatch(passage::isSameAs)) {
                lines.add("    " + file + "#" + passage.position() + ", shown above");
            } else {
                shown.add(passage);
                lines.add("    " + file + "#" + passage.position());
                addEvents(lines, passage);
            }
        });
        if (differences.size() > DIFFERENCES_MAX) {
            lines.add("  and " + Text.plural(differences.size() - DIFFERENCES_MAX, "more difference")
                    + "; --json has them all");
        }
    }

    private void addEvents(List<String> lines, Passage passage) {
        EventText text = new EventText(palette, passage.originNanos());
        for (Event event : passage.events()) {
            boolean isLast = event.stamp().position() == passage.position();
            lines.add("  " + (isLast ? palette.paint(Role.BAD, "=>") : "  ") + text.line(event));
        }
    }

    private String summary(Observation observation) {
        return "  " + RegressSummary.of(observation);
    }

    private static Role role(Status status) {
        return switch (status) {
            case SAME -> Role.GOOD;
            case NEW, MISSING -> Role.WARNING;
            case DIFFERENT, FLAKY, UNUSABLE -> Role.BAD;
        };
    }

    /** The last line: how many cases there are of each status. */
    public String total(List<CaseResult> results) {
        List<String> parts = new ArrayList<>();
        for (Status status : Status.values()) {
            long count =
                    results.stream().filter(result -> result.status() == status).count();
            if (count > 0) {
                parts.add(palette.paint(role(status), Text.count(count) + " " + status.label()));
            }
        }
        return Text.plural(results.size(), "case") + ": " + String.join(", ", parts);
    }
}
