package io.vfioreplay.tool.json;

import io.vfioreplay.engine.coverage.Coverage;
import io.vfioreplay.engine.json.Json;
import java.io.OutputStream;
import java.util.List;

/** What a directory of recordings exercises as one JSON document: numbers of cases, 0 for what no case does. */
public final class CoverageJson {

    private CoverageJson() {}

    /**
     * Writes the document.
     *
     * @param cases names of all cases
     * @param minimal names of the few that do the same together
     */
    public static void write(OutputStream out, Coverage coverage, List<String> cases, List<String> minimal) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.array("cases", () -> cases.forEach(json::element));
                json.array(
                        "rules",
                        () -> coverage.rules()
                                .forEach(each -> json.object(
                                        () -> json.text("rule", each.rule().id())
                                                .text("stand", each.stand().label())
                                                .number("triggered", each.triggered())
                                                .number("silent", each.silent()))));
                json.number("simulated", coverage.simulated());
                json.array(
                        "faults",
                        () -> coverage.faults()
                                .forEach(each -> json.object(
                                        () -> json.text("fault", each.fault().label())
                                                .text("source", each.fault().source())
                                                .number("simulated", each.simulated())
                                                .number("similar", each.similar()))));
                json.object(
                        "tables",
                        () -> coverage.tables()
                                .forEach((table, items) -> json.object(table, () -> items.forEach(json::number))));
                json.object("errors", () -> coverage.errors().forEach(json::number));
                json.array("minimal", () -> minimal.forEach(json::element));
            });
        }
    }
}
