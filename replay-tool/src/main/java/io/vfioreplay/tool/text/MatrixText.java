package io.vfioreplay.tool.text;

import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.Difference;
import io.vfioreplay.engine.regress.Matrix;
import io.vfioreplay.engine.regress.Matrix.Cell;
import io.vfioreplay.engine.regress.Matrix.Row;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/** What changes when models or rules do, for people: every case with what it says, and below it what each other way changes. */
public final class MatrixText {

    private static final int CHANGES_MAX = 10;

    private final Palette palette;

    /** Lines that look as {@code palette} says. */
    public MatrixText(Palette palette) {
        this.palette = palette;
    }

    /** The lines. */
    public List<String> lines(Matrix matrix) {
        List<String> lines = new ArrayList<>();
        for (Row row : matrix.rows()) {
            lines.add(palette.paint(Role.TITLE, Text.harmless(row.base().name())) + "  " + said(row.base()));
            for (int i = 0; i < row.cells().size(); i++) {
                addCell(lines, matrix.columns().get(i), row.cells().get(i));
            }
        }
        for (int i = 0; i < matrix.columns().size(); i++) {
            int column = i;
            long changed = matrix.rows().stream()
                    .filter(row -> !row.cells().get(column).changes().isEmpty())
                    .count();
            lines.add(matrix.columns().get(i) + ": " + changed + " of "
                    + Text.plural(matrix.rows().size(), "case") + " changed");
        }
        return lines;
    }

    private static String said(CaseResult base) {
        return base.observation().map(RegressSummary::of).orElse(Text.harmless(base.message()));
    }

    private void addCell(List<String> lines, String column, Cell cell) {
        if (!cell.isComparable()) {
            lines.add("  " + column + ": nothing to compare with");
        }
        cell.changes().stream()
                .limit(CHANGES_MAX)
                .forEach(change ->
                        lines.add("  " + palette.paint(Role.ACCENT, column) + ": " + Text.harmless(text(change))));
        if (cell.changes().size() > CHANGES_MAX) {
            lines.add("  " + column + ": and " + Text.plural(cell.changes().size() - CHANGES_MAX, "more change"));
        }
    }

    private static String text(Difference change) {
        long position = change.fact().position();
        return change.fact().scope() + (position < 0 ? "" : " position " + position) + ", "
                + change.fact().label() + ": " + change.expected() + " -> "
                + change.actual();
    }
}
