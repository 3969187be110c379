package io.vfioreplay.tool.json;

import io.vfioreplay.engine.index.IndexReport;
import io.vfioreplay.engine.json.Json;
import java.io.OutputStream;
import java.nio.file.Path;

/** What an index holds, as a JSON document. */
public final class IndexJson {

    private IndexJson() {}

    /** Writes the document; {@code findings} is null where the rules were not checked. */
    public static void write(OutputStream out, Path file, IndexReport report, long journalBytes) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("file", file.toString());
                json.number("events", report.events()).number("segments", report.segments());
                json.number("terms", report.terms()).number("snapshots", report.snapshots());
                json.number("bytes", report.bytes()).number("journalBytes", journalBytes);
                json.number("seekNanosMost", report.seekNanosMost());
                report.findings()
                        .ifPresentOrElse(
                                findings -> json.array(
                                        "findings", () -> findings.forEach(found -> FindingJson.write(json, found))),
                                () -> json.nothing("findings"));
            });
        }
    }
}
