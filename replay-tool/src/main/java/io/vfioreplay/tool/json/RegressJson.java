package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.Difference;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.rule.RuleBook;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the cases of a directory as one JSON document. */
public final class RegressJson {

    private RegressJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, List<CaseResult> results) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("model", ObservedHost.VERSION).text("rules", RuleBook.version());
                json.array("cases", () -> results.forEach(result -> json.object(() -> members(json, result))));
            });
        }
    }

    private static void members(Json json, CaseResult result) {
        json.text("name", result.name()).text("status", result.status().label());
        json.text("recording", result.shown());
        json.text("verdict", ofMigration(result, "verdict")).text("blame", ofMigration(result, "blame"));
        json.text("message", result.message().isEmpty() ? null : result.message());
        json.array("differences", () -> result.differences().forEach(each -> json.object(() -> members(json, each))));
    }

    private static @Nullable String ofMigration(CaseResult result, String name) {
        return result.observation().flatMap(seen -> seen.ofMigration(name)).orElse(null);
    }

    private static void members(Json json, Difference difference) {
        json.text("reason", difference.reason().label())
                .text("scope", difference.fact().scope());
        json.text("aspect", difference.fact().aspect().label());
        long position = difference.fact().position();
        json.number("position", position < 0 ? null : Long.valueOf(position));
        json.text("field", difference.fact().name());
        json.text("expected", difference.divergence().expected());
        json.text("actual", difference.divergence().actual());
        json.array(
                "events",
                () -> difference
                        .divergence()
                        .lastEvents()
                        .forEach(event -> event.sendTo((envelope, kind, values, payload) ->
                                EventJson.write(json, envelope, kind, values, payload))));
    }
}
