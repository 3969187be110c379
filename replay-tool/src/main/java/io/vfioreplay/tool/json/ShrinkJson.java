package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.shrink.Course;
import io.vfioreplay.engine.shrink.ShrinkReport;
import java.io.OutputStream;

/** What shrinking did, as a JSON document. */
public final class ShrinkJson {

    private ShrinkJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, ShrinkReport report, String kept) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("kept", kept).number("tries", report.tries()).flag("minimal", report.isMinimal());
                json.object("before", () -> sizes(json, report.before()));
                json.object("after", () -> sizes(json, report.after()));
            });
        }
    }

    private static void sizes(Json json, Course course) {
        json.number("events", course.size()).number("bytes", course.payloadBytes());
    }
}
