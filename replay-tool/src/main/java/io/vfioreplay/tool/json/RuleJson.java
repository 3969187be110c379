package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.tool.text.RuleExamples;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** Rules of the book as JSON. */
public final class RuleJson {

    private RuleJson() {}

    /** One rule as a document. */
    public static void write(OutputStream out, Rule rule) {
        try (Json json = Json.document(out)) {
            json.object(() -> write(json, rule));
        }
    }

    /** Rules as a document with one array. */
    public static void write(OutputStream out, List<Rule> rules) {
        try (Json json = Json.document(out)) {
            json.object(() -> json.array("rules", () -> rules.forEach(rule -> json.object(() -> write(json, rule)))));
        }
    }

    private static void write(Json json, Rule rule) {
        json.text("id", rule.id()).text("severity", rule.severity().name().toLowerCase(Locale.ROOT));
        json.text("title", rule.title()).text("explanation", rule.explanation());
        json.text("source", rule.source());
        json.text("checked", rule.kind().name().toLowerCase(Locale.ROOT))
                .text("reason", rule.kind().reason());
        json.array("needs", () -> rule.needs().forEach(need -> json.element(need.name())));
        RuleExamples.of(rule.id())
                .ifPresentOrElse(
                        example -> json.object("example", () -> {
                            json.array("breaks", () -> example.breach().forEach(json::element));
                            json.text("message", example.message());
                            json.array("keeps", () -> example.twin().forEach(json::element));
                        }),
                        () -> json.nothing("example"));
    }
}
