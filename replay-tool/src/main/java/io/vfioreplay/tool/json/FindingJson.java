package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.rule.Finding;
import java.util.Locale;

/** A finding of one recording as a JSON object. */
public final class FindingJson {

    private FindingJson() {}

    /** Writes the finding as an element. */
    public static void write(Json json, Finding finding) {
        json.object(() -> {
            json.text("rule", finding.rule().id());
            json.text("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            json.number("position", finding.position()).number("device", finding.device());
            json.text("title", finding.rule().title()).text("message", finding.message());
        });
    }
}
