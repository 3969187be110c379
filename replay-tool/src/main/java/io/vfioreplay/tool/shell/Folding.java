package io.vfioreplay.tool.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Breaks lines that are wider than the terminal between words, so that what is broken off stands below what it belongs to. */
public final class Folding {

    /** As far to the right as what an event changed; of sentences, a little. */
    private static final int EVENT_INDENT = 12;

    private static final int INDENT = 2;

    /** A word that would leave this much of a row empty is broken itself. */
    private static final int EMPTY_MAX = 30;

    private Folding() {}

    /**
     * The rows of a line, with its colours.
     *
     * @param text may have colours as escape sequences
     * @param width columns of a row
     */
    public static List<String> of(String text, int width) {
        AttributedString line = AttributedString.fromAnsi(text);
        if (line.columnLength() <= width || width <= EVENT_INDENT + EMPTY_MAX) {
            return List.of(text);
        }
        String start = line.toString();
        int indent = start.startsWith("  ") || start.startsWith("=>") ? EVENT_INDENT : INDENT;
        List<String> rows = new ArrayList<>();
        int room = width;
        AttributedString rest = line;
        while (rest.columnLength() > room) {
            int end = end(rest.columnSubSequence(0, room + 1).toString(), room);
            rows.add(row(rows.isEmpty() ? 0 : indent, rest.columnSubSequence(0, end)));
            int next = end;
            while (next < rest.columnLength()
                    && rest.columnSubSequence(next, next + 1).toString().equals(" ")) {
                next++;
            }
            rest = rest.columnSubSequence(next, rest.columnLength());
            room = width - indent;
        }
        if (rest.columnLength() > 0) {
            rows.add(row(indent, rest));
        }
        return rows;
    }

    /** Where a row ends: before the last group of words that does not fit, or the last word. */
    private static int end(String row, int room) {
        int gap = row.lastIndexOf("  ");
        if (gap > 0 && room - gap <= EMPTY_MAX) {
            return gap;
        }
        int space = row.lastIndexOf(' ');
        return space > 0 && room - space <= EMPTY_MAX ? space : room;
    }

    private static String row(int indent, AttributedString content) {
        return " ".repeat(indent) + content.toAnsi();
    }
}
