package io.vfioreplay.tool.text;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Rows as comma-separated values. NULL is nothing, an empty text is {@code ""}.
 *
 * <p>Texts come from captures, and so from anybody, and a spreadsheet carries out one that looks like a formula. Such a text gets
 * an apostrophe in front, which a spreadsheet takes for "this is text"; numbers keep their sign.
 *
 * <p>Sources: RFC 4180, section 2; OWASP, CSV Injection.
 */
public final class SqlCsv {

    private static final String FORMULA = "=+-@\t\r";
    private static final String SPECIAL = "(?s).*[,\"\r\n].*";

    private SqlCsv() {}

    /** The head line, without a line end; the names are those of the query, and stay as they are. */
    public static String head(List<String> columns) {
        StringJoiner line = new StringJoiner(",");
        columns.forEach(column -> line.add(cell(column)));
        return line.toString();
    }

    /** One row, without a line end. */
    public static String line(List<? extends @Nullable Object> row) {
        StringJoiner line = new StringJoiner(",");
        for (Object value : row) {
            line.add(value == null ? "" : cell(value instanceof String text ? noFormula(text) : value.toString()));
        }
        return line.toString();
    }

    private static String noFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String cell(String text) {
        return text.isEmpty() || text.matches(SPECIAL) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
