package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.journal.JournalVerifier.Report;
import java.io.OutputStream;

/** What verifying a journal found, as a JSON document. */
public final class VerifyJson {

    private VerifyJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, Report report) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.flag("sound", report.isClean()).flag("sealed", report.sealed());
                json.number("blocks", report.blocks()).number("events", report.events());
                json.number("payloads", report.payloads()).number("bytes", report.bytes());
                json.text("digest", report.digest());
                DamageJson.write(json, report.damage());
            });
        }
    }
}
