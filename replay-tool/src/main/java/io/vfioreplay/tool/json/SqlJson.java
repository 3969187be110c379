package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.sql.SqlRows;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query as JSON: {@code {"columns": [names], "rows": [[values], ...]}}. Numbers of any size are numbers, bytes are
 * hex digits, times are text, NULL is null.
 */
public final class SqlJson {

    private SqlJson() {}

    /** Writes the document; rows are read while it is written. */
    public static void write(OutputStream out, SqlRows found) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.array("columns", () -> found.columns().forEach(json::element));
                json.array("rows", () -> rows(json, found));
            });
        }
    }

    private static void rows(Json json, SqlRows found) {
        int count = found.columns().size();
        while (found.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                row.add(found.value(i));
            }
            json.plain(row);
        }
    }
}
