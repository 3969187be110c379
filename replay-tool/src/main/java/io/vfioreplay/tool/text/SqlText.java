package io.vfioreplay.tool.text;

import io.vfioreplay.engine.sql.SqlDatabase.Description;
import io.vfioreplay.engine.sql.SqlRows;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query for people: a table where it fits into 80 columns, otherwise a list for each row, without what is NULL.
 */
public final class SqlText {

    private static final int WIDTH = 80;
    /** A last column of texts is wrapped down to this width. */
    private static final int LAST_MIN = 24;

    private static final int CELL_MAX = 400;
    private static final int NAME_WIDTH = 14;
    private static final String GAP = "  ";
    private static final String NULL = "NULL";

    private SqlText() {}

    /** The tables with their columns, as {@code --tables} shows them. */
    public static List<String> tables(List<Description> columns) {
        List<String> lines = new ArrayList<>();
        String table = "";
        for (Description column : columns) {
            if (!column.table().equals(table)) {
                table = column.table();
                lines.add(table);
            }
            lines.add(GAP + pad(column.name(), NAME_WIDTH, false) + GAP + column.type());
        }
        return lines;
    }

    /** What the database says against a query, harmless, with the lines behind the first one under it. */
    public static String complaint(String message) {
        return message.lines()
                .filter(line -> !line.isBlank())
                .map(Text::harmless)
                .collect(Collectors.joining("\n  "));
    }

    /**
     * The rows.
     *
     * @param found tells the columns; no row of it is read
     * @param rows values as {@link SqlRows#value} gives them
     * @param palette the look of names
     */
    public static List<String> rows(SqlRows found, List<List<@Nullable Object>> rows, Palette palette) {
        if (rows.isEmpty()) {
            return List.of("no row");
        }
        List<String> names = found.columns().stream().map(Text::harmless).toList();
        List<List<String>> cells = rows.stream()
                .map(row -> row.stream().map(SqlText::text).toList())
                .toList();
        int[] widths = widths(names, cells);
        int last = widths.length - 1;
        int room = WIDTH - GAP.length() * last - (IntStream.of(widths).sum() - widths[last]);
        if (widths[last] > room && room < LAST_MIN) {
            return lists(names, rows, cells, palette);
        }
        widths[last] = Math.min(widths[last], room);
        List<String> lines = new ArrayList<>();
        table(names, widths, found).forEach(line -> lines.add(palette.paint(Role.TITLE, line)));
        cells.forEach(row -> lines.addAll(table(row, widths, found)));
        return lines;
    }

    private static String text(@Nullable Object value) {
        String text = value == null ? NULL : Text.harmless(value.toString());
        return text.length() > CELL_MAX
                ? text.substring(0, CELL_MAX) + "... (" + Text.count(text.length()) + " characters)"
                : text;
    }

    private static int[] widths(List<String> names, List<List<String>> cells) {
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = names.get(i).length();
            for (List<String> row : cells) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** One row as a line, and more lines where the last cell is too wide. */
    private static List<String> table(List<String> cells, int[] widths, SqlRows found) {
        int last = widths.length - 1;
        StringBuilder before = new StringBuilder();
        for (int i = 0; i < last; i++) {
            before.append(pad(cells.get(i), widths[i], found.isNumeric(i))).append(GAP);
        }
        List<String> lines = new ArrayList<>();
        for (String piece : pieces(cells.get(last), widths[last])) {
            String start = lines.isEmpty() ? before.toString() : " ".repeat(before.length());
            lines.add((start + pad(piece, widths[last], found.isNumeric(last))).stripTrailing());
        }
        return lines;
    }

    /** A text in pieces of at most {@code width} characters, parted at spaces where there are some. */
    private static List<String> pieces(String text, int width) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            pieces.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        pieces.add(rest);
        return pieces;
    }

    private static String pad(String text, int width, boolean right) {
        String room = " ".repeat(Math.max(0, width - text.length()));
        return right ? room + text : text + room;
    }

    private static List<String> lists(
            List<String> names, List<List<@Nullable Object>> rows, List<List<String>> cells, Palette palette) {
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        String indent = " ".repeat(width + 2 * GAP.length());
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            lines.add(palette.paint(Role.FAINT, "row " + (row + 1)));
            for (int i = 0; i < names.size(); i++) {
                if (rows.get(row).get(i) != null) {
                    String name = GAP + palette.paint(Role.ACCENT, pad(names.get(i), width, false)) + GAP;
                    int room = Math.max(LAST_MIN, WIDTH - indent.length());
                    lines.add(name
                            + String.join("\n" + indent, pieces(cells.get(row).get(i), room)));
                }
            }
        }
        return lines;
    }
}
