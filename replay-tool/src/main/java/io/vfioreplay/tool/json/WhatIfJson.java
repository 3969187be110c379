package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.whatif.Ending;
import io.vfioreplay.engine.whatif.Mark;
import io.vfioreplay.engine.whatif.MarkedFinding;
import io.vfioreplay.engine.whatif.Prediction;
import io.vfioreplay.engine.whatif.WhatIfReport;
import io.vfioreplay.engine.whatif.WhatIfReport.SideReport;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/**
 * What would have happened beside what really did, as a JSON document. An event of a branch stands at {@code position} in the
 * journal; where {@code inserted} is not 0, it was inserted behind this position.
 */
public final class WhatIfJson {

    private WhatIfJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, WhatIfReport report) {
        try (Json json = Json.document(out)) {
            json.object(() -> members(json, report));
        }
    }

    /** Writes the same as members of an object. */
    public static void members(Json json, WhatIfReport report) {
        json.flag("differs", report.differs());
        json.array("sides", () -> report.sides().forEach(side -> json.object(() -> side(json, side))));
        json.object("really", () -> ending(json, report.really()));
        json.object("instead", () -> ending(json, report.instead()));
        findings(json, "vanished", report.vanished());
        findings(json, "appeared", report.appeared());
    }

    private static void side(Json json, SideReport side) {
        json.text("side", side.side().map(Side::label).orElse(null));
        json.array("edits", () -> side.edits().forEach(json::element));
        json.number("dropped", side.touched().dropped())
                .number("changed", side.touched().changed());
        json.number("inserted", side.touched().inserted());
        json.array("predictions", () -> side.predictions().forEach(each -> json.object(() -> prediction(json, each))));
        json.object("state", () -> {
            json.number("behind", side.state().at());
            side.state()
                    .first()
                    .ifPresentOrElse(
                            mark -> json.object("firstDifference", () -> mark(json, mark)),
                            () -> json.nothing("firstDifference"));
            json.array(
                    "differences",
                    () -> side.state()
                            .difference()
                            .differences()
                            .forEach(leaf -> json.object(() -> {
                                json.text("path", leaf.path());
                                json.text("really", leaf.left()).text("instead", leaf.right());
                            })));
        });
    }

    private static void prediction(Json json, Prediction prediction) {
        mark(json, prediction.at());
        json.text("model", prediction.kind().name().toLowerCase(Locale.ROOT));
        json.text("answer", prediction.predicted());
        EventJson.write(json, "event", prediction.event());
    }

    private static void ending(Json json, Ending ending) {
        json.text("verdict", ending.verdict().label())
                .text("blame", ending.blame().label());
        json.text("sentence", ending.sentence());
        ending.cause()
                .ifPresentOrElse(
                        cause -> json.object("cause", () -> {
                            json.text("side", cause.side().label());
                            mark(json, cause.at());
                            json.text("event", cause.event());
                        }),
                        () -> json.nothing("cause"));
    }

    private static void findings(Json json, String name, List<MarkedFinding> findings) {
        json.array(
                name,
                () -> findings.forEach(finding -> json.object(() -> {
                    json.text("rule", finding.rule());
                    json.text("severity", finding.severity().name().toLowerCase(Locale.ROOT));
                    json.text("side", finding.side().label());
                    mark(json, finding.at());
                    json.text("message", finding.message());
                })));
    }

    private static void mark(Json json, Mark mark) {
        json.number("position", mark.position()).number("inserted", mark.inserted());
    }
}
