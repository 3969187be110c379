package io.vfioreplay.tool.command;

import io.vfioreplay.tool.text.Wrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the lines of a help text that mean something by how they are laid out. picocli would go on at the margin: a table would be
 * none any more, and a command could not be copied.
 */
final class HelpLines {

    private static final String INDENT = "    ";

    /** What stands between the columns of a table, and before what is said of an example. */
    private static final String GAP = "  ";

    /** A column with less room is not worth having. */
    private static final int COLUMN_MIN = 20;

    private HelpLines() {}

    /** The lines, of which those that are indented keep within {@code width} columns; picocli fits the others, which are prose. */
    static String[] fitted(String[] lines, int width) {
        return Arrays.stream(lines)
                .flatMap(line -> fitted(line, width).stream())
                .toArray(String[]::new);
    }

    static List<String> fitted(String line, int width) {
        if (!line.startsWith(" ") || line.length() <= width) {
            return List.of(line);
        }
        String bare = line.stripLeading();
        int indent = line.length() - bare.length();
        int gap = line.lastIndexOf(GAP);
        if (gap < indent) {
            return isCommand(bare) ? continued(line, width) : hanging(line, 0, indent + GAP.length(), width);
        }
        int column = gap + GAP.length();
        if (width - column >= COLUMN_MIN) {
            return hanging(line, column, column, width);
        }
        List<String> lines = new ArrayList<>(fitted(line.substring(0, gap).stripTrailing(), width));
        String said = " ".repeat(indent) + INDENT + line.substring(column);
        lines.addAll(hanging(said, 0, indent + INDENT.length(), width));
        return lines;
    }

    /** Whether somebody will copy it. */
    static boolean isCommand(String text) {
        return text.startsWith("vfio-replay ");
    }

    /** Goes on below {@code hang}; what stands before {@code from} is left as it is. */
    private static List<String> hanging(String line, int from, int hang, int width) {
        int start = from == 0 ? line.length() - line.stripLeading().length() : from;
        List<String> lines = new ArrayList<>();
        String before = line.substring(0, start);
        // The first row may begin further left than the others; fitted to those, it has room enough.
        for (String row : Wrap.at(width - Math.max(start, hang), line.substring(start))) {
            lines.add((lines.isEmpty() ? before : " ".repeat(hang)) + row);
        }
        return lines;
    }

    /** A command goes on behind a backslash, as a shell reads it, and never within quotes. */
    private static List<String> continued(String line, int width) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        String indent = line.substring(0, line.length() - line.stripLeading().length()) + INDENT;
        int at = breakIn(rest, width - " \\".length());
        while (rest.length() > width && at > 0) {
            lines.add(rest.substring(0, at) + " \\");
            rest = indent + rest.substring(at + 1);
            at = breakIn(rest, width - " \\".length());
        }
        lines.add(rest);
        return lines;
    }

    /**
     * A blank outside of quotes that is no indent, at this column or before if there is one; 0 if there is none at all. The last one
     * that leaves an option with its value: before an option, a pipe, or what is quoted and no value; otherwise the last one.
     */
    private static int breakIn(String line, int most) {
        boolean quoted = false;
        int found = 0;
        int good = 0;
        int start = line.length() - line.stripLeading().length();
        for (int i = start; i < line.length() && (i <= most || found == 0); i++) {
            char c = line.charAt(i);
            quoted ^= c == '\'';
            if (c == ' ' && !quoted) {
                boolean isValue = found > 0 && line.charAt(found + 1) == '-';
                boolean isGood = line.startsWith("-", i + 1)
                        || line.startsWith("|", i + 1)
                        || (line.startsWith("'", i + 1) && !isValue);
                found = i;
                good = isGood ? i : good;
            }
        }
        return good > 0 ? good : found;
    }
}
