package io.vfioreplay.tool.text;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Rows as comma-separated values. NULL is nothing, an empty text is {@code ""}.
 *
 * <p>Source: RFC 4180, section 2.
 */
public final class SqlCsv {

    private static final String SPECIAL = "(?s).*[,\"\r\n].*";

    private SqlCsv() {}

    /** One row, without a line end. */
    public static String line(List<? extends @Nullable Object> row) {
        StringJoiner line = new StringJoiner(",");
        for (Object value : row) {
            line.add(value == null ? "" : cell(value.toString()));
        }
        return line.toString();
    }

    private static String cell(String text) {
        return text.isEmpty() || text.matches(SPECIAL) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
