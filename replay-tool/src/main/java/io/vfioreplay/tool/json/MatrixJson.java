package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.regress.Difference;
import io.vfioreplay.engine.regress.Matrix;
import io.vfioreplay.engine.regress.Matrix.Cell;
import io.vfioreplay.engine.regress.Matrix.Row;
import java.io.OutputStream;

/** What changes when models or rules do as one JSON document. */
public final class MatrixJson {

    private MatrixJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, Matrix matrix) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.array("columns", () -> matrix.columns().forEach(json::element));
                json.array(
                        "cases",
                        () -> matrix.rows()
                                .forEach(row -> json.object(() -> {
                                    json.text("name", row.base().name())
                                            .text("status", row.base().status().label());
                                    json.array("columns", () -> cells(json, row));
                                })));
            });
        }
    }

    private static void cells(Json json, Row row) {
        for (Cell cell : row.cells()) {
            json.object(() -> json.flag("comparable", cell.isComparable())
                    .array("changes", () -> cell.changes().forEach(change -> change(json, change))));
        }
    }

    private static void change(Json json, Difference change) {
        long position = change.fact().position();
        json.object(() -> json.text("scope", change.fact().scope())
                .number("position", position < 0 ? null : Long.valueOf(position))
                .text("aspect", change.fact().aspect().label())
                .text("field", change.fact().name())
                .text("from", change.expected())
                .text("to", change.actual()));
    }
}
