package io.vfioreplay.bench.report;

import io.vfioreplay.bench.report.Section.Column;
import io.vfioreplay.bench.report.Section.Line;
import java.util.ArrayList;
import java.util.List;

/** A report as text: a table for each measure, and below it what was to be reached. */
public final class ReportText {

    private static final String GAP = "  ";
    private static final String NOT_OBSERVED = "-";

    private ReportText() {}

    /** The whole report, a line each. */
    public static List<String> of(Report report) {
        List<String> lines = new ArrayList<>(report.surroundings());
        for (Section section : report.sections()) {
            lines.add("");
            lines.addAll(of(section));
        }
        lines.add("");
        lines.add("%d of %d goals reached on this machine, in this run"
                .formatted(report.goalsReached(), report.goalCount()));
        return lines;
    }

    /** One measure: title, notes, table, goals. */
    public static List<String> of(Section section) {
        List<String> lines = new ArrayList<>();
        lines.add(section.title());
        section.notes().forEach(note -> lines.add(GAP + note));
        table(rows(section)).forEach(row -> lines.add(GAP + row));
        if (!section.goals().isEmpty()) {
            List<List<String>> goals = new ArrayList<>();
            section.goals()
                    .forEach(goal -> goals.add(List.of(
                            goal.isReached() ? "reached" : "MISSED",
                            goal.text(),
                            goal.unit().text(goal.measured()) + " "
                                    + goal.unit().symbol(),
                            "wanted " + goal.wanted())));
            lines.add("");
            table(goals).forEach(row -> lines.add(GAP + row));
        }
        return lines;
    }

    private static List<List<String>> rows(Section section) {
        List<List<String>> rows = new ArrayList<>();
        if (section.lines().isEmpty()) {
            return rows;
        }
        List<String> head = new ArrayList<>(List.of(""));
        section.columns()
                .forEach(column -> head.add(column.name() + " " + column.unit().symbol()));
        head.add("");
        rows.add(head);
        for (Line line : section.lines()) {
            List<String> row = new ArrayList<>(List.of(line.name()));
            for (int i = 0; i < line.cells().size(); i++) {
                Column column = section.columns().get(i);
                row.add(line.cells().get(i).map(column::text).orElse(NOT_OBSERVED));
            }
            row.add(line.description());
            rows.add(row);
        }
        return rows;
    }

    /** Columns as wide as their widest text, all to the left. */
    private static List<String> table(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i))
                        .append(" ".repeat(width(rows, i) - row.get(i).length()))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        int width = 0;
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }
}
