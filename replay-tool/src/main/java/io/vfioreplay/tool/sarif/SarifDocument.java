package io.vfioreplay.tool.sarif;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.tool.sarif.SarifRule.Level;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes results as a log file of one run. The same results give the same bytes. */
final class SarifDocument {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String VERSION = "2.1.0";
    private static final String TOOL = "vfio-replay";
    private static final String BASE = "RECORDINGS";
    private static final String FINGERPRINT = "vfioReplayPlace/v1";

    private SarifDocument() {}

    /** Writes the document of a run that looked at everything; its rules are those of the results, by id. */
    static void write(OutputStream out, List<SarifResult> results) {
        write(out, results, List.of());
    }

    /** The same of a run of which notifications tell what it could not look at. */
    static void write(OutputStream out, List<SarifResult> results, List<SarifNotification> notifications) {
        Map<String, SarifRule> rules = new TreeMap<>();
        results.forEach(result -> rules.put(result.rule().id(), result.rule()));
        List<String> ids = new ArrayList<>(rules.keySet());
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("$schema", SCHEMA).text("version", VERSION);
                json.array(
                        "runs",
                        () -> json.object(() -> {
                            json.object(
                                    "tool",
                                    () -> json.object("driver", () -> {
                                        json.text("name", TOOL);
                                        json.array("rules", () -> rules.values().forEach(rule -> rule(json, rule)));
                                    }));
                            json.object(
                                    "originalUriBaseIds",
                                    () -> json.object(
                                            BASE,
                                            () -> text(
                                                    json,
                                                    "description",
                                                    "The directory that was given, or the one of the run.")));
                            if (!notifications.isEmpty()) {
                                json.array("invocations", () -> json.object(() -> failed(json, notifications)));
                            }
                            json.array("results", () -> results.forEach(result -> result(json, result, ids)));
                        }));
            });
        }
    }

    private static void rule(Json json, SarifRule rule) {
        json.object(() -> {
            json.text("id", rule.id());
            text(json, "shortDescription", rule.title());
            text(json, "fullDescription", rule.help());
            text(json, "help", rule.help());
            json.object(
                    "defaultConfiguration",
                    () -> json.text("level", rule.level().label()));
        });
    }

    private static void text(Json json, String name, String text) {
        json.object(name, () -> json.text("text", text));
    }

    private static void result(Json json, SarifResult result, List<String> ids) {
        json.object(() -> {
            json.text("ruleId", result.rule().id())
                    .number("ruleIndex", ids.indexOf(result.rule().id()))
                    .text("level", result.rule().level().label());
            text(json, "message", result.message());
            json.array("locations", () -> json.object(() -> location(json, result.path(), result.place())));
            if (!result.steps().isEmpty()) {
                json.array("codeFlows", () -> json.object(() -> steps(json, result)));
            }
            json.object("partialFingerprints", () -> json.text(FINGERPRINT, result.fingerprint()));
            json.object("properties", () -> result.properties().forEach(json::text));
        });
    }

    private static void failed(Json json, List<SarifNotification> notifications) {
        json.flag("executionSuccessful", false);
        json.array(
                "toolExecutionNotifications",
                () -> notifications.forEach(each -> json.object(() -> {
                    json.object("descriptor", () -> json.text("id", each.id()));
                    json.text("level", Level.ERROR.label());
                    text(json, "message", each.message());
                    json.array("locations", () -> json.object(() -> physical(json, each.path())));
                })));
    }

    /** The events are the one thread of a flow: viewers let a person go through them. */
    private static void steps(Json json, SarifResult result) {
        json.array(
                "threadFlows",
                () -> json.object(() -> json.array(
                        "locations",
                        () -> result.steps().forEach(step -> json.object(() -> step(json, result, step))))));
    }

    private static void step(Json json, SarifResult result, SarifStep step) {
        json.object("location", () -> {
            location(json, result.path(), step.place());
            text(json, "message", step.line());
        });
        json.text("importance", step.isEssential() ? "essential" : "important");
    }

    private static void location(Json json, String path, String place) {
        physical(json, path);
        logical(json, path, place);
    }

    private static void physical(Json json, String path) {
        json.object(
                "physicalLocation",
                () -> json.object("artifactLocation", () -> {
                    json.text("uri", SarifUri.of(path));
                    if (!path.startsWith("/")) {
                        json.text("uriBaseId", BASE);
                    }
                }));
    }

    private static void logical(Json json, String path, String place) {
        if (!place.isEmpty()) {
            json.array(
                    "logicalLocations",
                    () -> json.object(() -> json.text("name", place)
                            .text("fullyQualifiedName", path + ", " + place)
                            .text("kind", "event")));
        }
    }
}
